package kindred.homogeneous;

import kindred.config.Check;
import kindred.config.Doc;
import kindred.graph.AdjacencyMatrices;
import kindred.graph.Csr;
import kindred.graph.GraphSize;
import kindred.graph.Projection;
import kindred.math.RandomizedSvd;
import kindred.math.SparseMatrix;
import kindred.math.TallMatrix;
import kindred.math.ThinSvd;
import kindred.model.EmbeddingTable;
import kindred.model.NodeEmbeddings;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/**
 * ProNE: a sparse matrix factorisation whose result is spread over the graph by a band-pass filter of its spectrum (Zhang, Dong, Wang, Tang and
 * Ding, "ProNE: Fast and Scalable Network Representation Learning", IJCAI 2019). Settings and order of the steps are those of the
 * authors' code (THUDM/ProNE), which differs from the paper in the filter.
 *
 * <p>Time is proportional to (relationships + nodes x embeddingDimension) x embeddingDimension, memory to relationships + nodes x
 * embeddingDimension. Beyond the authors' code, relationships may have weights.
 */
public final class ProNe implements Trainer<ProNe.Config, NodeEmbeddings> {

    /** The authors' settings. */
    public record Config(
            @Doc("Length of each embedding.") int embeddingDimension,

            @Doc(
                    "How much a node counts as noise: the sum of the transition probabilities towards it, to this power. 1.0 takes the sum itself, 0.0 makes all nodes alike.")
            double negativeSamplingExponent,

            @Doc(
                    "Weight of the noise against the relationships. More of it lowers all entries of the factorised matrix by the same amount.")
            double negativeSamplingRate,

            @Doc(
                    "How often the random sketch of the factorisation goes through the matrix and back. More of it is more exact and takes proportionally longer.")
            int svdIterations,

            @Doc(
                    "Terms of the Chebyshev expansion of the filter, each of which reaches two steps farther into the graph. 1 leaves out the filter and keeps the factorisation.")
            int chebyshevOrder,

            @Doc(
                    "Centre of the filter: the eigenvalue of the graph's Laplacian, between 0 and 2, around which vectors are weakened least.")
            double mu,

            @Doc("Steepness of the filter. Close to 0 it lets everything pass alike.")
            double theta) {

        public static final Config DEFAULTS = new Config(128, 0.75, 1, 5, 10, 0.2, 0.5);

        public Config {
            Check.range("embeddingDimension", embeddingDimension, 1, 4096);
            Check.range("negativeSamplingExponent", negativeSamplingExponent, 0, 1);
            Check.positive("negativeSamplingRate", negativeSamplingRate);
            Check.range("svdIterations", svdIterations, 1, 100);
            Check.range("chebyshevOrder", chebyshevOrder, 1, 100);
            Check.range("mu", mu, 0, 2);
            Check.rangeAbove("theta", theta, 0, 10);
        }
    }

    @Override
    public String name() {
        return "proNE";
    }

    @Override
    public String description() {
        return "Learns node embeddings by sparse matrix factorisation and spectral propagation (Zhang et al., IJCAI 2019).";
    }

    @Override
    public Config defaults() {
        return Config.DEFAULTS;
    }

    @Override
    public MemoryEstimate estimate(GraphSize graph, Config config) {
        long nodes = graph.nodeCount();
        // a directed relationship stands at both ends of the matrix
        long least = SparseMatrix.bytes(nodes, graph.arcCount());
        long most = SparseMatrix.bytes(nodes, 2 * graph.arcCount());
        long incoming = Csr.bytes(nodes, graph.arcCount(), graph.weighted());
        long table = TallMatrix.bytes(nodes, config.embeddingDimension());
        long sketch = RandomizedSvd.bytes(nodes, 0, config.embeddingDimension());
        long factorisation = sketch + Math.max(sketch, table);
        long propagation = (config.chebyshevOrder() > 1 ? 4 : 2) * table;
        return MemoryEstimate.sum(
                name(),
                MemoryEstimate.of("weights of relationships", least, most + incoming),
                MemoryEstimate.of("degrees", 8 * nodes),
                MemoryEstimate.of(
                        "factorisation, then propagation",
                        Math.max(2 * least + factorisation, propagation),
                        Math.max(2 * most + factorisation, propagation)));
    }

    @Override
    public NodeEmbeddings train(Projection graph, Config config, TrainingRun run) {
        SparseMatrix adjacency = AdjacencyMatrices.symmetric(graph);
        double[] degrees = degrees(adjacency);
        TallMatrix factors = factorise(adjacency, degrees, config, run);
        if (config.chebyshevOrder() > 1) {
            factors = propagate(adjacency, degrees, factors, config, run);
        }
        EmbeddingTable embeddings = new EmbeddingTable(graph.nodeCount(), config.embeddingDimension());
        embeddings.setColumns(0, factors);
        return new NodeEmbeddings(embeddings, graph.nodes(), run.provenance(name(), config, graph));
    }

    private static double[] degrees(SparseMatrix adjacency) {
        double[] degrees = new double[adjacency.rows()];
        for (int node = 0; node < degrees.length; node++) {
            for (long arc = adjacency.first(node); arc < adjacency.end(node); arc++) {
                degrees[node] += adjacency.value(arc);
            }
        }
        return degrees;
    }

    private static TallMatrix factorise(SparseMatrix adjacency, double[] degrees, Config config, TrainingRun run) {
        SparseMatrix proximity = proximity(adjacency, degrees, config);
        int iterations = config.svdIterations();
        run.progress().begin("Factorise", iterations + 1);
        ThinSvd svd = RandomizedSvd.of(
                proximity,
                proximity.transpose(),
                config.embeddingDimension(),
                iterations,
                run.seeds().fork("sketch"),
                run::parallel,
                () -> run.progress().advance(1));
        TallMatrix factors = svd.left(0.5, run::parallel);
        factors.normaliseRows(run::parallel);
        run.progress().end();
        return factors;
    }

    /**
     * The logarithm of how much likelier a step from i to j is than noise, for each relationship: entry (i, j) is
     * {@code ln p(i, j) - ln(negativeSamplingRate n(j))}, where p is the transition probability and n, the noise, is in proportion to the
     * sum of p over i, to the power negativeSamplingExponent.
     */
    static SparseMatrix proximity(SparseMatrix adjacency, double[] degrees, Config config) {
        int nodes = adjacency.rows();
        double[] noise = new double[nodes];
        for (int node = 0; node < nodes; node++) {
            for (long arc = adjacency.first(node); arc < adjacency.end(node); arc++) {
                noise[adjacency.column(arc)] += adjacency.value(arc) / degrees[node];
            }
        }
        double sum = 0;
        for (int node = 0; node < nodes; node++) {
            noise[node] = noise[node] == 0 ? 0 : Math.pow(noise[node], config.negativeSamplingExponent());
            sum += noise[node];
        }
        double shift = Math.log(sum) - Math.log(config.negativeSamplingRate());
        SparseMatrix.Builder builder =
                new SparseMatrix.Builder(nodes, nodes, node -> (int) (adjacency.end(node) - adjacency.first(node)));
        for (int node = 0; node < nodes; node++) {
            double own = shift - Math.log(degrees[node]);
            for (long arc = adjacency.first(node); arc < adjacency.end(node); arc++) {
                double entry = own + Math.log(adjacency.value(arc)) - Math.log(noise[adjacency.column(arc)]);
                builder.set(arc, adjacency.column(arc), (float) entry);
            }
        }
        return builder.build();
    }

    private static TallMatrix propagate(
            SparseMatrix adjacency, double[] degrees, TallMatrix factors, Config config, TrainingRun run) {
        run.progress().begin("Propagate", config.chebyshevOrder() + 1L);
        TallMatrix filtered = new SpectralFilter(adjacency, degrees, config.mu(), config.theta(), run)
                .apply(factors, config.chebyshevOrder());
        TallMatrix embeddings =
                new ThinSvd(filtered, config.embeddingDimension(), run::parallel).left(0.5, run::parallel);
        embeddings.normaliseRows(run::parallel);
        run.progress().advance(1);
        run.progress().end();
        return embeddings;
    }
}
