package kindred.homogeneous;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.graph.AdjacencyMatrices;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.math.CholeskyQr;
import kindred.math.RandomizedSvd;
import kindred.math.Seeds;
import kindred.math.SparseMatrix;
import kindred.math.TallMatrix;
import kindred.math.ThinSvd;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * GraRep: one factorisation of a log-shifted matrix of transition probabilities for every number of steps, side by side (Cao, Lu and Xu, "GraRep:
 * Learning Graph Representations with Global Structural Information", CIKM 2015).
 *
 * <p>The matrices have nodes x nodes entries and are never held: rows are computed again whenever the factorisation asks for them. Time is
 * proportional to nodes x (relationships + nodes x embeddingDimension) x steps in the worst case, memory to nodes x
 * embeddingDimension x steps.
 */
public final class GraRep implements Trainer<GraRep.Config, NodeEmbeddings> {

    /** What {@code embeddingDimension} counts. */
    public enum DimensionScope {
        PER_STEP("perStep"),
        TOTAL("total");

        private final String spelling;

        DimensionScope(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    /** The paper's settings. */
    public record Config(
            @Doc("K: the largest number of steps. There is one factorisation for each number from 1 to it.")
            int steps,

            @Doc("Length of the embeddings: of the part for each number of steps, or of the whole; see dimensionScope.")
            int embeddingDimension,

            @Doc(
                    "perStep: every number of steps yields embeddingDimension numbers, so that embeddings are steps times as long. total: they share embeddingDimension, which must be a multiple of steps.")
            DimensionScope dimensionScope,

            @Doc(
                    "Weight of the noise against the steps. Beyond 1.0, steps must be that many times likelier than chance to leave a trace.")
            double negativeSamplingRate,

            @Doc(
                    "How often the random sketch of each factorisation goes through its matrix and back. More of it is more exact and takes proportionally longer.")
            int svdIterations,

            @Doc("Whether the part for each number of steps is scaled to length 1.")
            boolean normalize) {

        public static final Config DEFAULTS = new Config(6, 128, DimensionScope.PER_STEP, 1, 3, false);

        public Config {
            Check.range("steps", steps, 1, 100);
            Check.range("embeddingDimension", embeddingDimension, 1, 4096);
            Check.positive("negativeSamplingRate", negativeSamplingRate);
            Check.range("svdIterations", svdIterations, 1, 100);
            if (dimensionScope == DimensionScope.TOTAL && embeddingDimension % steps != 0) {
                throw new IllegalArgumentException(
                        "Value for `embeddingDimension` was `%d`, but must be a multiple of `steps`, which was `%d`, when `dimensionScope` is `total`."
                                .formatted(embeddingDimension, steps));
            }
        }

        int dimensionPerStep() {
            return dimensionScope == DimensionScope.TOTAL ? embeddingDimension / steps : embeddingDimension;
        }
    }

    @Override
    public String name() {
        return "graRep";
    }

    @Override
    public String description() {
        return "Learns node embeddings by factorising log-shifted transition matrices of several step lengths (Cao et al., CIKM 2015).";
    }

    @Override
    public Config defaults() {
        return Config.DEFAULTS;
    }

    @Override
    public OptionalInt embeddingDimension(Config config) {
        return OptionalInt.of(config.dimensionPerStep() * config.steps());
    }

    @Override
    public MemoryEstimate estimate(GraphSize graph, Config config) {
        long nodes = graph.nodeCount();
        int steps = config.steps();
        int dimension = config.dimensionPerStep();
        int sketch = RandomizedSvd.sketchColumns(dimension);
        long sketches = steps * TallMatrix.bytes(nodes, sketch);
        return MemoryEstimate.sum(
                name(),
                MemoryEstimate.of("relationships of all types", graph.unionBytes()),
                MemoryEstimate.of("transition probabilities", SparseMatrix.bytes(nodes, graph.arcCount())),
                MemoryEstimate.of("rows of the matrices", StepProximities.bytes(nodes, steps, sketch)),
                MemoryEstimate.of("sketches", sketches),
                MemoryEstimate.of(
                        "next sketches, or embeddings",
                        Math.max(
                                sketches,
                                EmbeddingTable.bytes(nodes, (long) steps * dimension)
                                        + TallMatrix.bytes(nodes, dimension))));
    }

    @Override
    public NodeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        List<TallMatrix> products = products(graph, config, run);
        int dimension = config.dimensionPerStep();
        EmbeddingTable embeddings = new EmbeddingTable(graph.nodeCount(), dimension * config.steps());
        for (int k = 0; k < config.steps(); k++) {
            TallMatrix part = new ThinSvd(products.get(k), dimension, run::parallel).left(0.5, run::parallel);
            if (config.normalize()) {
                part.normaliseRows(run::parallel);
            }
            embeddings.setColumns(k * dimension, part);
        }
        return new NodeEmbeddings(embeddings, graph.nodes(), run.provenance(name(), config, graph));
    }

    /** For each number of steps the matrix times an orthonormal basis that holds its largest singular vectors. */
    private static List<TallMatrix> products(Projection graph, Config config, TrainingRun run) {
        int nodes = graph.nodeCount();
        SparseMatrix incoming = AdjacencyMatrices.transitions(graph.union()).transpose();
        StepProximities proximities = new StepProximities(incoming, config.steps(), config.negativeSamplingRate(), run);
        Seeds seeds = run.seeds().fork("sketch");
        List<TallMatrix> sketches = new ArrayList<>();
        for (int k = 0; k < config.steps(); k++) {
            TallMatrix sketch = new TallMatrix(nodes, RandomizedSvd.sketchColumns(config.dimensionPerStep()));
            sketch.randomise(new Seeds(seeds.at(k)), run::parallel);
            sketches.add(sketch);
        }
        run.progress().begin("Factorise", (long) nodes * (config.svdIterations() + 1L));
        for (int i = 0; i < config.svdIterations(); i++) {
            proximities.square(sketches);
            sketches.forEach(sketch -> CholeskyQr.orthonormalise(sketch, run::parallel));
        }
        sketches.forEach(sketch -> CholeskyQr.orthonormalise(sketch, run::parallel));
        proximities.multiply(sketches);
        run.progress().end();
        return sketches;
    }
}
