package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import kindred.model.EmbeddingTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactPenaltyTest {

    private static final int DIMENSION = 6;
    private static final int HEAD = 1;
    private static final int RELATION = 1;
    private static final int TAIL = 2;

    private static KnowledgeTables tables(String scorer) {
        return TinyKnowledge.tables(Scorers.named(scorer), 3, 2, DIMENSION, 5);
    }

    private static KnowledgeConfig config(String regularizer, double regularization) {
        return TinyKnowledge.config(
                TinyKnowledge.ALL_NODES,
                Map.of("regularizer", regularizer, "regularization", regularization, "embeddingDimension", DIMENSION));
    }

    private static double sum(EmbeddingTable table, int row, IntToDoubleFunction of) {
        return IntStream.range(table.offset(row), table.offset(row) + table.dimension())
                .mapToDouble(of)
                .sum();
    }

    private static double squares(EmbeddingTable table, int row) {
        float[] page = table.page(row);
        return sum(table, row, i -> (double) page[i] * page[i]);
    }

    private static double cubes(EmbeddingTable table, int row, boolean isComplex) {
        float[] page = table.page(row);
        if (!isComplex) {
            return sum(table, row, i -> Math.pow(Math.abs(page[i]), 3));
        }
        int half = table.dimension() / 2;
        return IntStream.range(table.offset(row), table.offset(row) + half)
                .mapToDouble(i -> Math.pow(Math.hypot(page[i], page[i + half]), 3))
                .sum();
    }

    private static double queries(KnowledgeTables tables) {
        float[] tail = new float[DIMENSION];
        float[] head = new float[DIMENSION];
        EmbeddingTable nodes = tables.nodes();
        float[] relation = tables.relations().row(RELATION);
        tables.scorer().tailQuery(nodes.row(HEAD), 0, relation, 0, tail, 0, DIMENSION);
        tables.scorer().headQuery(relation, 0, nodes.row(TAIL), 0, head, 0, DIMENSION);
        double sum = 0;
        for (int i = 0; i < DIMENSION; i++) {
            sum += (double) tail[i] * tail[i] + (double) head[i] * head[i];
        }
        return sum;
    }

    private static double formula(Regularizer regularizer, KnowledgeTables tables) {
        EmbeddingTable nodes = tables.nodes();
        boolean isComplex = tables.scorer().isComplex();
        boolean hasLength = !tables.scorer().relationsAreAngles();
        return switch (regularizer) {
            case NONE -> 0;
            case L2 ->
                (squares(nodes, HEAD) + squares(nodes, TAIL) + (hasLength ? squares(tables.relations(), RELATION) : 0))
                        / 2;
            case N3 ->
                cubes(nodes, HEAD, isComplex)
                        + cubes(nodes, TAIL, isComplex)
                        + (hasLength ? cubes(tables.relations(), RELATION, isComplex) : 0);
            case DURA -> squares(nodes, HEAD) + squares(nodes, TAIL) + queries(tables);
        };
    }

    private static void assertAdds(FactPenalty penalty, KnowledgeTables tables, double factor, DoubleSupplier formula) {
        float[] ofNodes = new float[3 * DIMENSION];
        int width = tables.relations().dimension();
        float[] ofRelations = new float[2 * width];

        penalty.add(
                2, HEAD, RELATION, TAIL, ofNodes, HEAD * DIMENSION, TAIL * DIMENSION, ofRelations, RELATION * width);

        assertClose(ofNodes, TinyKnowledge.slopes(tables.nodes(), formula), 2 * factor);
        assertClose(ofRelations, TinyKnowledge.slopes(tables.relations(), formula), 2 * factor);
    }

    private static void assertClose(float[] found, double[] slopes, double factor) {
        for (int i = 0; i < slopes.length; i++) {
            assertThat((double) found[i]).as("slope %d", i).isCloseTo(factor * slopes[i], within(1e-3));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "none, distMult",
        "l2, distMult",
        "l2, transE-l2",
        "l2, complEx",
        "l2, rotatE-l2",
        "n3, distMult",
        "n3, complEx",
        "dura, distMult",
        "dura, complEx",
        "dura, rotatE-l2"
    })
    void addsTheGradientOfItsFormula(String regularizer, String scorer) {
        KnowledgeTables tables = tables(scorer);
        KnowledgeConfig config = config(regularizer, 0.5);
        FactPenalty penalty = new FactPenalty(tables, config);

        assertThat(penalty.counts()).isEqualTo(!regularizer.equals("none"));
        assertAdds(penalty, tables, 0.5, () -> formula(config.regularizer(), tables));
    }

    @Test
    void countsNothingOfNoWeight() {
        assertThat(new FactPenalty(tables("complEx"), config("n3", 0)).counts()).isFalse();
    }

    private static WarmStart start(int... nodes) {
        BitSet present = new BitSet();
        IntStream.of(nodes).forEach(present::set);
        return new WarmStart(TinyKnowledge.random(3, DIMENSION, 77), present);
    }

    private static double squaredDistance(KnowledgeTables tables, WarmStart start, int node) {
        float[] now = tables.nodes().row(node);
        float[] before = start.vectors().row(node);
        return IntStream.range(0, DIMENSION)
                .mapToDouble(i -> Math.pow((double) now[i] - before[i], 2))
                .sum();
    }

    @Test
    void holdsNodesToWhereTheyAreAnchored() {
        WarmStart start = start(HEAD, TAIL);
        KnowledgeTables tables = tables("twhin").anchored(start, 0.25f);
        FactPenalty penalty = new FactPenalty(tables, config("none", 0));

        assertThat(penalty.counts()).isTrue();
        assertAdds(
                penalty,
                tables,
                0.25,
                () -> (squaredDistance(tables, start, HEAD) + squaredDistance(tables, start, TAIL)) / 2);
    }

    @Test
    void holdsNoNodeThatHadNoVector() {
        WarmStart start = start(0, TAIL);
        KnowledgeTables tables = tables("twhin").anchored(start, 0.25f);

        assertAdds(
                new FactPenalty(tables, config("none", 0)),
                tables,
                0.25,
                () -> squaredDistance(tables, start, TAIL) / 2);
        assertThat(new FactPenalty(tables("twhin").anchored(start, 0), config("none", 0)).counts())
                .isFalse();
    }
}
