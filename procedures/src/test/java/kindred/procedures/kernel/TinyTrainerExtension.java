package kindred.procedures.kernel;

import java.util.List;
import kindred.procedures.TinyTrainer;
import kindred.procedures.catalog.ModelCatalog;
import kindred.procedures.kernel.KindredExtension.Dependencies;
import kindred.procedures.run.Installation;
import org.neo4j.internal.kernel.api.exceptions.ProcedureException;
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
            /** After all extensions have registered what they provide. */
            @Override
            public void start() throws ProcedureException {
                Installation installation = dependencies
                        .procedures()
                        .getCurrentView()
                        .lookupComponentProvider(Installation.class, true)
                        .apply(null);
                new Registration(
                                dependencies.procedures(),
                                dependencies.config(),
                                log,
                                new ModelCatalog(),
                                installation.jobs())
                        .register(List.of(new TinyTrainer()));
            }
        };
    }
}
