package kindred.knowledge;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import kindred.config.ConfigReader;
import kindred.graph.Triples;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;

/** Few facts, small tables, and slopes in double precision, for tests of the parts of a training. */
final class TinyKnowledge {

    /** Small enough for the curvature not to show, and exact in float. */
    private static final float STEP = 0x1p-11f;

    /** All nodes are compared, as Lacroix et al. do it. */
    static final KnowledgeConfig ALL_NODES =
            config(KnowledgeConfig.PRODUCTS, Map.of("trainingType", "oneVersusAll", "batchSize", 256));

    private TinyKnowledge() {}

    /** Facts as {head, relation, tail}, with weights unless they are null. */
    static Triples facts(int nodeCount, int relationCount, float[] weights, int[]... facts) {
        return new Triples(
                nodeCount,
                types(relationCount),
                Arrays.stream(facts).mapToInt(fact -> fact[0]).toArray(),
                Arrays.stream(facts).mapToInt(fact -> fact[1]).toArray(),
                Arrays.stream(facts).mapToInt(fact -> fact[2]).toArray(),
                weights);
    }

    static List<String> types(int count) {
        return IntStream.range(0, count).mapToObj(i -> "R" + i).toList();
    }

    static KnowledgeConfig config(KnowledgeConfig recipe, Map<String, Object> changes) {
        return ConfigReader.read(recipe, changes);
    }

    static KnowledgeTables tables(Scorer scorer, int nodes, int relationRows, int dimension, long seed) {
        return new KnowledgeTables(
                scorer,
                random(nodes, dimension, seed),
                random(relationRows, scorer.relationDimension(dimension), seed + 1),
                null,
                0);
    }

    static EmbeddingTable random(int rows, int dimension, long seed) {
        EmbeddingTable table = new EmbeddingTable(rows, dimension);
        float[] values = random(rows * dimension, seed);
        for (int row = 0; row < rows; row++) {
            table.setRow(row, values, row * dimension);
        }
        return table;
    }

    /** Numbers between -1 and 1. */
    static float[] random(int count, long seed) {
        Seeds seeds = new Seeds(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = 2 * Seeds.unitFloat(seeds.at(i)) - 1;
        }
        return values;
    }

    /** Slopes of a function by central differences, for as many numbers of an array that it looks at. */
    static double[] slopes(float[] values, int offset, int count, DoubleSupplier function) {
        double[] slopes = new double[count];
        for (int i = 0; i < count; i++) {
            float value = values[offset + i];
            float above = value + STEP;
            float below = value - STEP;
            values[offset + i] = above;
            double atAbove = function.getAsDouble();
            values[offset + i] = below;
            double atBelow = function.getAsDouble();
            values[offset + i] = value;
            slopes[i] = (atAbove - atBelow) / ((double) above - below);
        }
        return slopes;
    }

    /** The same for all numbers of a table, row after row. */
    static double[] slopes(EmbeddingTable table, DoubleSupplier function) {
        return slopes(table.page(0), 0, table.rows() * table.dimension(), function);
    }

    /** All numbers of a table, row after row, copied. */
    static float[] values(EmbeddingTable table) {
        return Arrays.copyOf(table.page(0), table.rows() * table.dimension());
    }
}
