package kindred.procedures.kernel;

import kindred.catalog.Trainers;
import kindred.procedures.catalog.ModelCatalog;
import kindred.procedures.run.Installation;
import kindred.procedures.run.RunningJobs;
import org.neo4j.configuration.Config;
import org.neo4j.kernel.api.procedure.GlobalProcedures;
import org.neo4j.kernel.extension.ExtensionFactory;
import org.neo4j.kernel.extension.ExtensionType;
import org.neo4j.kernel.extension.context.ExtensionContext;
import org.neo4j.kernel.lifecycle.Lifecycle;
import org.neo4j.kernel.lifecycle.LifecycleAdapter;
import org.neo4j.logging.Log;
import org.neo4j.logging.internal.LogService;

/** Where the database finds Kindred: registers every trainer in every mode when the server starts. */
public final class KindredExtension extends ExtensionFactory<KindredExtension.Dependencies> {

    /** What the database provides. */
    public interface Dependencies {
        GlobalProcedures procedures();

        Config config();

        LogService log();
    }

    public KindredExtension() {
        super(ExtensionType.GLOBAL, "kindred");
    }

    @Override
    public Lifecycle newInstance(ExtensionContext context, Dependencies dependencies) {
        Log log = dependencies.log().getUserLog(KindredExtension.class);
        return new LifecycleAdapter() {
            @Override
            public void init() {
                ModelCatalog catalog = new ModelCatalog();
                SnapshotProvider.register(dependencies.procedures());
                Registration registration = new Registration(
                        dependencies.procedures(), dependencies.config(), log, catalog, new RunningJobs());
                registration.register(Trainers.all());
                registration.provideCallers();
                registration.provide(ModelCatalog.class, catalog);
                registration.provide(Installation.class, registration.installation());
            }
        };
    }
}
