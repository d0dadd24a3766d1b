package kindred.procedures.kernel;

import java.util.List;
import kindred.procedures.TinyTrainer;
import kindred.procedures.catalog.ModelCatalog;
import kindred.procedures.kernel.KindredExtension.Dependencies;
import org.neo4j.kernel.extension.ExtensionFactory;
import org.neo4j.kernel.extension.ExtensionType;
import org.neo4j.kernel.extension.context.ExtensionContext;
import org.neo4j.kernel.lifecycle.Lifecycle;
import org.neo4j.kernel.lifecycle.LifecycleAdapter;
import org.neo4j.logging.Log;

/** Registers {@link TinyTrainer} as the real trainers are registered, so that the machinery is tested apart from them. */
public final class TinyTrainerExtension extends ExtensionFactory<Dependencies> {

    public TinyTrainerExtension() {
        super(ExtensionType.GLOBAL, "kindred-tiny");
    }

    @Override
    public Lifecycle newInstance(ExtensionContext context, Dependencies dependencies) {
        Log log = dependencies.log().getUserLog(TinyTrainerExtension.class);
        return new LifecycleAdapter() {
            @Override
            public void init() {
                new Registration(dependencies.procedures(), dependencies.config(), log, new ModelCatalog())
                        .register(List.of(new TinyTrainer()));
            }
        };
    }
}
