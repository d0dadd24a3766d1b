package kindred.procedures.kernel;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kindred.procedures.read.StoreGraphs;
import kindred.procedures.run.AlgorithmRunner;
import kindred.procedures.run.Caller;
import kindred.procedures.run.GraphFinder;
import kindred.procedures.run.GraphLibrary;
import kindred.procedures.run.Installation;
import kindred.procedures.run.MemoryGuard;
import kindred.procedures.run.Mode;
import kindred.procedures.run.ModelStore;
import kindred.procedures.run.RunningJobs;
import kindred.train.Trainer;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.internal.kernel.api.exceptions.ProcedureException;
import org.neo4j.kernel.api.procedure.GlobalProcedures;
import org.neo4j.kernel.internal.Version;
import org.neo4j.logging.Log;

/** Makes procedures out of trainers, at a server's start. Whatever happens to one of them, the server starts. */
final class Registration {

    private static final String GDS_CATALOGUE = "org.neo4j.gds.core.loading.GraphStoreCatalog";
    private static final String GDS_BORDER = "kindred.procedures.gds.GdsLibrary";

    private final GlobalProcedures procedures;
    private final Allowlist allowlist;
    private final Log log;
    private final Optional<GraphLibrary> library;
    private final RunningJobs jobs;
    private final AlgorithmRunner runner;
    private final Callers callers;
    private final List<String> registered = new ArrayList<>();
    private final Map<String, String> refused = new TreeMap<>();

    Registration(GlobalProcedures procedures, Config config, Log log, ModelStore.Opener models, RunningJobs jobs) {
        this.procedures = procedures;
        this.allowlist = new Allowlist(config.get(GraphDatabaseSettings.procedure_allowlist));
        this.log = log;
        this.jobs = jobs;
        this.library = findLibrary();
        MemoryGuard memory = new MemoryGuard(
                MemoryGuard::freeHeap,
                () -> library.map(GraphLibrary::loadedGraphs).orElse(0));
        this.runner = new AlgorithmRunner(new GraphFinder(library, new StoreGraphs()), models, jobs, memory);
        this.callers = new Callers(procedures, library);
    }

    /** Registers every trainer in every mode, with its estimate. */
    void register(List<Trainer<?, ?>> trainers) {
        for (Trainer<?, ?> trainer : trainers) {
            for (Mode mode : Mode.values()) {
                register(AlgorithmProcedure.name(trainer, mode, false), trainer, mode, false);
                register(AlgorithmProcedure.name(trainer, mode, true), trainer, mode, true);
            }
        }
        log.info(
                "Kindred registered %d procedures; GDS %s.",
                registered.size(), library.map(GraphLibrary::version).orElse("is missing"));
    }

    private void register(String name, Trainer<?, ?> trainer, Mode mode, boolean estimate) {
        if (!allowlist.allows(name)) {
            refused.put(name, "not allowed by dbms.security.procedures.allowlist");
            return;
        }
        try {
            procedures.register(new AlgorithmProcedure(trainer, mode, estimate, runner, callers));
            registered.add(name);
        } catch (ProcedureException | RuntimeException | LinkageError e) {
            refused.put(name, String.valueOf(e.getMessage()));
            log.error("Kindred could not register procedure `" + name + "`", e);
        }
    }

    /** Lets annotated procedures have something of ours injected. */
    <T> void provide(Class<T> type, T component) {
        procedures.registerComponent(type, context -> component, true);
    }

    /** Lets annotated procedures know who calls. */
    void provideCallers() {
        procedures.registerComponent(Caller.class, callers::of, true);
    }

    Installation installation() {
        return new Installation(
                Version.getNeo4jVersion(),
                library,
                jobs,
                registered.stream().sorted().toList(),
                new TreeMap<>(refused));
    }

    /** By name, so that a server without GDS never meets one of its classes. */
    private Optional<GraphLibrary> findLibrary() {
        ClassLoader loader = Registration.class.getClassLoader();
        try {
            Class.forName(GDS_CATALOGUE, false, loader);
        } catch (ClassNotFoundException absent) {
            log.warn(GraphFinder.LIBRARY_MISSING);
            return Optional.empty();
        }
        try {
            Class<? extends GraphLibrary> border =
                    Class.forName(GDS_BORDER, true, loader).asSubclass(GraphLibrary.class);
            return Optional.of(border.getConstructor().newInstance());
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException
                | LinkageError e) {
            log.error("Kindred cannot work with the Graph Data Science library that is installed", e);
            return Optional.empty();
        }
    }
}
