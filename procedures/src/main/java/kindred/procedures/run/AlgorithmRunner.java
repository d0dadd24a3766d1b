package kindred.procedures.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.model.Model;
import kindred.procedures.write.Target;
import kindred.procedures.write.VectorWriter;
import kindred.train.Trainer;
import kindred.train.TrainingCancelledException;
import kindred.train.TrainingRun;

/**
 * The mode engine: reads the configuration, finds the graph, makes every check that can be made, and only then projects, trains
 * and hands the result to where the mode wants it.
 *
 * @param graphs finds graphs
 * @param models keeps models
 * @param jobs shows what runs
 * @param memory refuses what does not fit
 */
public record AlgorithmRunner(GraphFinder graphs, ModelStore.Opener models, RunningJobs jobs, MemoryGuard memory) {

    /** Runs a trainer in a mode. Rows have the mode's columns. */
    public <C extends Record, M extends Model> Stream<Object[]> run(
            Trainer<C, M> trainer, Mode mode, Object graphName, Map<String, Object> configuration, Caller caller) {
        graphs.requireLibrary();
        Call<C> call = Call.read(trainer, mode, configuration);
        GraphSource graph = graphs.find(graphName, call.request(trainer), caller);
        requireNodes(graph);
        requireTarget(call, graph, caller);
        if (!call.run().sudo()) {
            memory.require(Estimation.of(trainer, call.trainer(), graph.size(), graph.bytesWhileReading()));
        }
        String procedure = "kindred." + trainer.name() + "." + mode.lowerCase();
        Job job = new Job(
                call.run().jobId().orElseThrow(), caller, procedure, call.run().logProgress());
        jobs.add(job);
        try {
            return train(trainer, call, graph, caller, job);
        } catch (TrainingCancelledException e) {
            job.failed(e);
            caller.terminationCheck().run(); // throws what Neo4j throws from any other terminated query
            throw e;
        } catch (RuntimeException | Error e) {
            job.failed(e);
            throw e;
        } finally {
            jobs.remove(job);
        }
    }

    private static void requireNodes(GraphSource graph) {
        if (graph.size().nodeCount() == 0) {
            throw new IllegalArgumentException(
                    "%s has no nodes, so there is nothing to learn from.".formatted(graph.title()));
        }
    }

    /** What can be known of the target before the graph is read. */
    private void requireTarget(Call<?> call, GraphSource graph, Caller caller) {
        call.mutate().ifPresent(keys -> graph.requireMutable(keys.mutateProperty()));
        call.write().ifPresent(keys -> Target.requireWritable(caller.database()));
        call.train().ifPresent(keys -> {
            if (openModels(caller).exists(keys.modelName())) {
                throw new IllegalArgumentException("Model with name `%s` already exists.".formatted(keys.modelName()));
            }
            Target.requireWritable(caller.database());
        });
    }

    private ModelStore openModels(Caller caller) {
        return models.open(caller.database(), caller.username(), caller.terminationCheck());
    }

    private <C extends Record, M extends Model> Stream<Object[]> train(
            Trainer<C, M> trainer, Call<C> call, GraphSource graph, Caller caller, Job job) {
        Projection projection;
        Model model;
        long projectMillis;
        long begun = System.nanoTime();
        try (TrainingRun run = new TrainingRun(call.seed(), call.run().concurrency(), job, caller::isTerminated)) {
            projection = graph.project(run);
            projectMillis = millisSince(begun);
            requireWritable(call, projection, trainer.embeddingDimension(call.trainer()), caller);
            begun = System.nanoTime();
            model = trainer.train(projection, call.trainer(), run);
        }
        long trainMillis = millisSince(begun);
        if (!model.embeddings().isFinite()) {
            throw new IllegalStateException(
                    "Training diverged: the embeddings hold numbers that are not finite. Try a lower learning rate.");
        }
        return deliver(call, graph, new Outcome(model, projection, projectMillis, trainMillis), caller, job);
    }

    /** What can only be known of the target once its nodes are. */
    private static void requireWritable(Call<?> call, Projection projection, OptionalInt dimension, Caller caller) {
        call.write().ifPresent(keys -> {
            Target target = new Target(keys.writeProperty());
            target.requireSchema(caller.transaction(), projection.nodes(), dimension);
            target.requireNoOtherValues(caller.transaction(), projection.nodes(), caller.terminationCheck());
        });
    }

    /** What training gave, and what it took. */
    private record Outcome(Model model, Projection projection, long projectMillis, long trainMillis) {}

    private Stream<Object[]> deliver(Call<?> call, GraphSource graph, Outcome outcome, Caller caller, Job job) {
        Model model = outcome.model();
        if (call.mode() == Mode.STREAM) {
            return Results.embeddings(model);
        }
        long nodeCount = model.nodes().nodeCount();
        long begun = System.nanoTime();
        List<Object> row = new ArrayList<>();
        switch (call.mode()) {
            case MUTATE, WRITE -> {
                long written = call.mode() == Mode.WRITE
                        ? write(call, model, caller, job)
                        : graph.mutate(call.mutate().orElseThrow().mutateProperty(), model);
                row.addAll(List.of(
                        nodeCount, written, outcome.projectMillis(), outcome.trainMillis(), millisSince(begun)));
            }
            case TRAIN -> {
                String name = call.train().orElseThrow().modelName();
                row.addAll(List.of(openModels(caller).save(name, model), outcome.trainMillis()));
            }
            default -> row.addAll(List.of(nodeCount, outcome.projectMillis(), outcome.trainMillis()));
        }
        row.add(Results.metrics(model, outcome.projection()));
        row.add(call.echo());
        return Stream.<Object[]>of(row.toArray());
    }

    private static long write(Call<?> call, Model model, Caller caller, Job job) {
        String property = call.write().orElseThrow().writeProperty();
        VectorWriter writer = new VectorWriter(caller.database(), property, model.nodes(), model.embeddings());
        job.begin("Write", model.nodes().nodeCount());
        long written = writer.write(call.writeConcurrency(), caller.terminationCheck(), job::advance);
        job.end();
        return written;
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    /** Estimates the memory that a call would need, on a graph that exists or one that is only described. */
    public <C extends Record> Stream<Object[]> estimate(
            Trainer<C, ?> trainer, Mode mode, Object graph, Map<String, Object> configuration, Caller caller) {
        graphs.requireLibrary();
        Call<C> call = Call.readForEstimate(trainer, mode, configuration);
        GraphRequest request = call.request(trainer);
        GraphSize size;
        long bytesWhileReading = 0;
        if (graph instanceof Map<?, ?> map
                && FictitiousGraph.isDescribedBy(Arguments.map("graphNameOrConfiguration", map))) {
            size = FictitiousGraph.size(Arguments.map("graphNameOrConfiguration", map), request);
        } else {
            GraphSource source = graphs.find(graph, request, caller);
            size = source.size();
            bytesWhileReading = source.bytesWhileReading();
        }
        return Stream.<Object[]>of(
                Estimation.row(Estimation.of(trainer, call.trainer(), size, bytesWhileReading), size));
    }
}
