package kindred.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.RecordComponent;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import kindred.config.ConfigReader;
import kindred.config.Doc;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.model.Model;
import kindred.train.MemoryEstimate;
import kindred.train.Progress;
import kindred.train.Trainer;
import kindred.train.TrainingCancelledException;
import kindred.train.TrainingRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every trainer promises, whatever it learns. A trainer that stands in {@link Trainers} is tested here without more ado. */
class TrainerContractTest {

    /** How far an estimate may be from the peak that training needs. */
    private static final double ESTIMATE_FACTOR = 1.25;

    private static final int CLIQUE = 12;

    /** Keys that make training short, for the trainers that have them. */
    private static final Map<String, Object> SMALL = Map.of(
            "embeddingDimension",
            32L,
            "walkLength",
            20L,
            "walksPerNode",
            10L,
            "windowSize",
            4L,
            "steps",
            2L,
            "epochs",
            3L,
            "pretrainingEpochs",
            2L);
    /** Keys that have no default. */
    private static final Map<String, Object> MANDATORY = Map.of("featureProperties", List.of("features"));

    private static final int FEATURES = 8;

    /** Keys that make training thorough, for graphs that are tiny. */
    private static final Map<String, Object> THOROUGH = Map.of(
            "walksPerNode",
            200L,
            "iterations",
            5L,
            "initialLearningRate",
            0.05,
            "learningRate",
            0.01,
            "pretrainingEpochs",
            100L,
            "epochs",
            50L);

    /** A trainer with a configuration that suits small graphs. */
    record Contract<C extends Record, M extends Model>(Trainer<C, M> trainer, C config) {

        static <C extends Record, M extends Model> Contract<C, M> of(Trainer<C, M> trainer) {
            return new Contract<>(trainer, ConfigReader.read(trainer.defaults(), mandatory(trainer))).with(SMALL);
        }

        private static Map<String, Object> mandatory(Trainer<?, ?> trainer) {
            Map<String, Object> mandatory = new HashMap<>(MANDATORY);
            mandatory
                    .keySet()
                    .retainAll(ConfigReader.keys(trainer.defaults()).stream()
                            .filter(key -> !key.optional())
                            .map(ConfigReader.Key::name)
                            .toList());
            return mandatory;
        }

        /** The same trainer with those of the keys that it has. */
        Contract<C, M> with(Map<String, Object> keys) {
            Map<String, Object> changed = ConfigReader.toMap(config);
            keys.forEach((key, value) -> changed.computeIfPresent(key, (same, before) -> value));
            return new Contract<>(trainer, ConfigReader.read(trainer.defaults(), changed));
        }

        M train(Projection graph, long seed, int concurrency) {
            try (TrainingRun run = TrainingRun.quiet(seed, concurrency)) {
                return trainer.train(graph, config, run);
            }
        }

        @Override
        public String toString() {
            return trainer.name();
        }
    }

    static Stream<Contract<?, ?>> contracts() {
        return Trainers.all().stream().map(Contract::of);
    }

    /** Nodes with features, of which the first tells the cliques apart. */
    private static ProjectionBuilder nodes(int count) {
        Seeds seeds = new Seeds(6);
        float[] values = new float[count * FEATURES];
        for (int i = 0; i < values.length; i++) {
            int node = i / FEATURES;
            boolean tells = i % FEATURES == 0;
            values[i] = tells ? (node < CLIQUE ? 1 : -1) : Seeds.unitFloat(seeds.at(i)) - 0.5f;
        }
        return new ProjectionBuilder()
                .nodes("Node", 0, count)
                .feature("Node", "features", FEATURES, values, new BitSet());
    }

    /** Two cliques with a bridge between them, and everything that is awkward: loops, parallel arcs, nodes without any. */
    private static Projection cliques() {
        ProjectionBuilder builder = nodes(2 * CLIQUE + 2);
        for (int a = 0; a < CLIQUE; a++) {
            for (int b = a + 1; b < CLIQUE; b++) {
                builder.undirected("LINK", a, b);
                builder.undirected("LINK", CLIQUE + a, CLIQUE + b);
            }
        }
        return builder.undirected("LINK", 0, CLIQUE)
                .undirected("LINK", 3, 3)
                .undirected("LINK", 1, 2)
                .undirected("LINK", 1, 2)
                .build();
    }

    /** A random graph, the same every time. */
    private static Projection random(int nodes, int relationships) {
        Seeds seeds = new Seeds(5);
        ProjectionBuilder builder = nodes(nodes);
        for (int i = 0; i < relationships; i++) {
            builder.undirected("LINK", Seeds.bounded(seeds.at(i, 0), nodes), Seeds.bounded(seeds.at(i, 1), nodes));
        }
        return builder.build();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void givesEveryNodeAFiniteEmbedding(Contract<?, ?> contract) {
        Model model = contract.train(cliques(), 1, 2);

        assertThat(model.embeddings().rows()).isEqualTo(2 * CLIQUE + 2);
        assertThat(model.embeddings().isFinite()).isTrue();
        assertThat(model.nodes().nodeCount()).isEqualTo(2 * CLIQUE + 2);
        assertThat(model.provenance().trainer()).isEqualTo(contract.trainer().name());
        assertThat(model.provenance().seed()).isEqualTo(1);
        assertThat(model.provenance().losses())
                .allSatisfy(loss -> assertThat(loss).isFinite());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void knowsItsDimension(Contract<?, ?> contract) {
        assertKnowsItsDimension(contract);
    }

    private static <C extends Record> void assertKnowsItsDimension(Contract<C, ?> contract) {
        int dimension = contract.train(cliques(), 1, 1).embeddings().dimension();
        contract.trainer()
                .embeddingDimension(contract.config())
                .ifPresent(announced -> assertThat(announced).isEqualTo(dimension));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void trainsOnOneNode(Contract<?, ?> contract) {
        Projection alone = nodes(1).build();
        Projection withItself = nodes(1).relationship("LINK", 0, 0).build();

        assertThat(contract.train(alone, 1, 2).embeddings().isFinite()).isTrue();
        assertThat(contract.train(withItself, 1, 2).embeddings().isFinite()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void trainsOnGraphsWithoutRelationships(Contract<?, ?> contract) {
        Projection isolated = nodes(5).build();

        assertThat(contract.train(isolated, 1, 2).embeddings().isFinite()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void givesTheSameBitsAtAnyConcurrency(Contract<?, ?> contract) {
        Projection graph = random(700, 3000);
        long one = contract.train(graph, 9, 1).embeddings().checksum();

        assertThat(contract.train(graph, 9, 1).embeddings().checksum()).isEqualTo(one);
        assertThat(contract.train(graph, 9, 2).embeddings().checksum()).isEqualTo(one);
        assertThat(contract.train(graph, 9, 4).embeddings().checksum()).isEqualTo(one);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void givesOtherBitsForAnotherSeed(Contract<?, ?> contract) {
        assertThat(contract.train(cliques(), 1, 1).embeddings().checksum())
                .isNotEqualTo(contract.train(cliques(), 2, 1).embeddings().checksum());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void endsWhenCancelled(Contract<?, ?> contract) {
        Projection graph = random(1000, 5000);
        long checks = checksOf(contract, graph, 2, Long.MAX_VALUE);

        for (double share : new double[] {0, 0.5, 0.9}) {
            long allowed = (long) (checks * share);
            assertThatExceptionOfType(TrainingCancelledException.class)
                    .as("cancelled after %d of %d checks", allowed, checks)
                    .isThrownBy(() -> checksOf(contract, graph, 2, allowed));
        }
    }

    /** Trains until the run has asked so many times whether to go on. */
    private static <C extends Record> long checksOf(
            Contract<C, ?> contract, Projection graph, int threads, long allowed) {
        AtomicLong checks = new AtomicLong();
        try (TrainingRun run = new TrainingRun(1, threads, Progress.NONE, () -> checks.incrementAndGet() > allowed)) {
            contract.trainer().train(graph, contract.config(), run);
        }
        return checks.get();
    }

    /**
     * Often enough for a second: once per node, whose share of the work is far below that on any machine; or, where it asks less often, more
     * often the more work there is. By one thread, because one that waits for another asks too, and how often depends on how busy the machine is.
     */
    @ParameterizedTest
    @MethodSource("contracts")
    void asksOftenWhetherToGoOn(Contract<?, ?> contract) {
        long small = checksOf(contract, random(1000, 5000), 1, Long.MAX_VALUE);
        long large = checksOf(contract, random(4000, 20_000), 1, Long.MAX_VALUE);

        assertThat(large).isGreaterThan(Math.min(2 * small, 4000));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void advancesToTheVolumeItAnnounces(Contract<?, ?> contract) {
        assertAdvances(contract);
    }

    private static <C extends Record> void assertAdvances(Contract<C, ?> contract) {
        AtomicLong announced = new AtomicLong();
        AtomicLong done = new AtomicLong();
        AtomicLong open = new AtomicLong();
        Progress listener = new Progress() {
            @Override
            public void begin(String task, long volume) {
                assertThat(open.incrementAndGet()).as("tasks do not nest").isEqualTo(1);
                announced.addAndGet(volume);
            }

            @Override
            public void advance(long work) {
                done.addAndGet(work);
            }

            @Override
            public void end() {
                open.decrementAndGet();
            }
        };
        try (TrainingRun run = new TrainingRun(1, 2, listener, () -> false)) {
            contract.trainer().train(cliques(), contract.config(), run);
        }
        assertThat(announced.get()).isPositive();
        assertThat(done.get()).isEqualTo(announced.get());
        assertThat(open.get()).isZero();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void explainsEveryKey(Contract<?, ?> contract) {
        assertExplained(contract.trainer().defaults().getClass());
        assertThat(contract.trainer().description()).endsWith(".");
        assertThat(contract.trainer().name()).matches("[a-z][A-Za-z0-9]*");
    }

    private static void assertExplained(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType().isRecord()) {
                assertExplained(component.getType());
            } else {
                assertThat(component.getAnnotation(Doc.class))
                        .as(component.toString())
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void hasDefaultsThatReadBack(Contract<?, ?> contract) {
        Record defaults = contract.trainer().defaults();
        Record filled = ConfigReader.read(defaults, Contract.mandatory(contract.trainer()));

        assertThat(ConfigReader.read(defaults, ConfigReader.toMap(filled))).isEqualTo(filled);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void estimatesTheMemoryItNeeds(Contract<?, ?> contract) {
        assertEstimates(contract.with(Map.of(
                "embeddingDimension",
                256L,
                "walksPerNode",
                2L,
                "walkLength",
                10L,
                "iterations",
                1L,
                "svdIterations",
                1L)));
    }

    private static <C extends Record> void assertEstimates(Contract<C, ?> contract) {
        Projection graph = random(8000, 24_000);
        MemoryEstimate estimate = contract.trainer().estimate(graph.size(), contract.config());

        long peak = LiveHeap.peakOf(() -> contract.train(graph, 1, 2));

        assertThat((double) peak)
                .as("peak of live bytes, where this was estimated: %s", estimate.treeView())
                .isBetween(estimate.bytesMin() / ESTIMATE_FACTOR, estimate.bytesMax() * ESTIMATE_FACTOR);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void bringsNeighboursTogether(Contract<?, ?> contract) {
        EmbeddingTable table = contract.with(THOROUGH).train(cliques(), 3, 2).embeddings();

        double inside = 0;
        double across = 0;
        for (int a = 1; a < CLIQUE; a++) {
            for (int b = 1; b < CLIQUE; b++) {
                inside += a == b ? 0 : cosine(table, a, b) + cosine(table, CLIQUE + a, CLIQUE + b);
                across += cosine(table, a, CLIQUE + b);
            }
        }
        int others = CLIQUE - 1;
        inside /= 2.0 * others * (others - 1);
        across /= (double) others * others;
        assertThat(inside).isGreaterThan(across + 0.2);
    }

    private static double cosine(EmbeddingTable table, int a, int b) {
        return Vectors.cosine(table.page(a), table.offset(a), table.page(b), table.offset(b), table.dimension());
    }
}
