package kindred.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import kindred.math.Parallel;
import kindred.math.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the gradient of every operation against differences, and the check itself against wrong gradients. */
class GradientCheckTest {

    private static final double TOLERANCE = 2e-3;

    private static final List<Class<?>> FAMILIES = List.of(
            Products.class,
            Elementwise.class,
            Rows.class,
            Segments.class,
            Normalisations.class,
            Losses.class,
            SparseReconstruction.class);

    /** An operation, with the parameters that its result depends on. */
    record Case(String name, Function<Tape, Tensor> computation, Tensor... parameters) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Numbers between 0.1 and 1.1, every other one negative: away from the kinks at zero. */
    private static Tensor random(long seed, int rows, int columns) {
        return fill(Tensor.parameter(rows, columns), seed);
    }

    private static Tensor randomTable(long seed, int rows, int columns) {
        return fill(Tensor.table(rows, columns), seed);
    }

    private static Tensor fill(Tensor tensor, long seed) {
        Seeds seeds = new Seeds(seed);
        for (int i = 0; i < tensor.size(); i++) {
            float size = 0.1f + Seeds.unitFloat(seeds.at(i, 1));
            tensor.values()[i] = Seeds.bounded(seeds.at(i, 2), 2) == 0 ? size : -size;
        }
        return tensor;
    }

    /** Different in every row and column, and at least 0.1 apart. */
    private static Tensor distinct(int rows, int columns) {
        Tensor tensor = Tensor.parameter(rows, columns);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.values()[i] = 0.1f * (i * 8 % tensor.size()) - 0.7f;
        }
        return tensor;
    }

    private static SparseRows sparse() {
        return new SparseRows(
                3, 6, new int[] {0, 2, 2, 6}, new int[] {1, 4, 0, 1, 2, 5}, new float[] {1, 0.5f, -1, 2, 0.3f, 0.7f});
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        Tensor a = random(1, 3, 4);
        Tensor b = random(2, 4, 5);
        Tensor c = random(3, 5, 4);
        Tensor d = random(4, 3, 4);
        Tensor row = random(5, 1, 4);
        Tensor other = random(6, 1, 4);
        Tensor table = randomTable(7, 6, 5);
        cases.add(new Case("Products.matmul", tape -> Products.matmul(tape, a, b), a, b));
        cases.add(new Case("Products.matmulTransposed", tape -> Products.matmulTransposed(tape, a, c), a, c));
        cases.add(new Case("Products.sparseMatmul", tape -> Products.sparseMatmul(tape, sparse(), table), table));
        cases.add(new Case("Products.rowDots", tape -> Products.rowDots(tape, a, d), a, d));
        Tensor fields = random(8, 2, 9);
        cases.add(new Case("Products.pairwiseDots", tape -> Products.pairwiseDots(tape, fields, 3), fields));
        cases.add(new Case("Products.cross", tape -> Products.cross(tape, a, d, row, other), a, d, row, other));
        addElementwise(cases, a, d, row);
        addRows(cases, a, d, table);
        addNormalisations(cases, a, row, other);
        addLosses(cases, a, d);
        for (SparseReconstruction.Output output : SparseReconstruction.Output.values()) {
            for (int[] columns : new int[][] {null, {1, 3, 5}, {0}}) {
                addReconstruction(cases, new SparseReconstruction.Settings(output, 3, columns));
            }
        }
        return cases.stream();
    }

    private static void addElementwise(List<Case> cases, Tensor a, Tensor d, Tensor row) {
        cases.add(new Case("Elementwise.add", tape -> Elementwise.add(tape, a, d), a, d));
        cases.add(new Case("Elementwise.subtract", tape -> Elementwise.subtract(tape, a, d), a, d));
        cases.add(new Case("Elementwise.multiply", tape -> Elementwise.multiply(tape, a, d), a, d));
        cases.add(new Case("Elementwise.multiply", tape -> Elementwise.multiply(tape, a, a), a));
        cases.add(new Case("Elementwise.scale", tape -> Elementwise.scale(tape, a, -0.7f), a));
        cases.add(new Case("Elementwise.addRow", tape -> Elementwise.addRow(tape, a, row), a, row));
        cases.add(new Case("Elementwise.relu", tape -> Elementwise.relu(tape, a), a));
        cases.add(new Case("Elementwise.leakyRelu", tape -> Elementwise.leakyRelu(tape, a, 0.2f), a));
        cases.add(new Case("Elementwise.elu", tape -> Elementwise.elu(tape, a), a));
        cases.add(new Case("Elementwise.sigmoid", tape -> Elementwise.sigmoid(tape, a), a));
        cases.add(new Case("Elementwise.tanh", tape -> Elementwise.tanh(tape, a), a));
        cases.add(new Case("Elementwise.exp", tape -> Elementwise.exp(tape, a), a));
        cases.add(new Case("Elementwise.dropout", tape -> Elementwise.dropout(tape, a, 0.5f, 3), a));
    }

    private static void addRows(List<Case> cases, Tensor a, Tensor d, Tensor table) {
        int[] picked = {4, 0, 4, 2};
        Tensor factors = random(9, 3, 1);
        cases.add(new Case("Rows.gather", tape -> Rows.gather(tape, table, picked, 4), table));
        cases.add(new Case("Rows.concat", tape -> Rows.concat(tape, a, factors, d), a, factors, d));
        cases.add(new Case("Rows.columns", tape -> Rows.columns(tape, a, 1, 2), a));
        cases.add(new Case("Rows.scale", tape -> Rows.scale(tape, a, factors), a, factors));
        cases.add(new Case("Rows.softmax", tape -> Rows.softmax(tape, a), a));
        int[] begins = {0, 2, 2, 6, 7};
        Tensor grouped = distinct(7, 3);
        cases.add(new Case("Segments.sum", tape -> Segments.sum(tape, grouped, begins), grouped));
        cases.add(new Case("Segments.mean", tape -> Segments.mean(tape, grouped, begins), grouped));
        cases.add(new Case("Segments.max", tape -> Segments.max(tape, grouped, begins), grouped));
        cases.add(new Case("Segments.softmax", tape -> Segments.softmax(tape, grouped, begins), grouped));
    }

    private static void addNormalisations(List<Case> cases, Tensor a, Tensor row, Tensor other) {
        cases.add(new Case("Normalisations.unitRows", tape -> Normalisations.unitRows(tape, a), a));
        cases.add(new Case(
                "Normalisations.layerNorm", tape -> Normalisations.layerNorm(tape, a, row, other), a, row, other));
        cases.add(new Case(
                "Normalisations.batchNorm",
                tape -> Normalisations.batchNorm(tape, a, row, other, new Normalisations.Moments(4, 0.9f)),
                a,
                row,
                other));
        cases.add(new Case("Normalisations.multiplyRow", tape -> Normalisations.multiplyRow(tape, a, row), a, row));
    }

    private static void addLosses(List<Case> cases, Tensor a, Tensor d) {
        float[] targets = {0, 0.5f, 1, 0, 0.5f, 1, 0, 0.5f, 1, 0, 0.5f, 1};
        cases.add(new Case("Losses.sum", tape -> Losses.sum(tape, a), a));
        cases.add(new Case("Losses.sumOfSquares", tape -> Losses.sumOfSquares(tape, a), a));
        cases.add(new Case("Losses.squaredError", tape -> Losses.squaredError(tape, a, d), a, d));
        cases.add(new Case(
                "Losses.softmaxCrossEntropy", tape -> Losses.softmaxCrossEntropy(tape, a, new int[] {2, 0, 3}), a));
        cases.add(new Case("Losses.logistic", tape -> Losses.logistic(tape, a, targets), a));
        cases.add(new Case("Losses.hinge", tape -> Losses.hinge(tape, a, d, 0.033f), a, d));
        cases.add(new Case("Losses.ranking", tape -> Losses.ranking(tape, a, d), a, d));
    }

    private static void addReconstruction(List<Case> cases, SparseReconstruction.Settings settings) {
        Tensor hidden = random(10, 3, 5);
        Tensor output = randomTable(11, 6, 5);
        Tensor bias = randomTable(12, 6, 1);
        cases.add(new Case(
                "SparseReconstruction.loss",
                tape -> SparseReconstruction.loss(tape, hidden, output, bias, sparse(), settings),
                hidden,
                output,
                bias));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameValuesWithoutGradients(Case given) {
        Tensor expected = given.computation().apply(new Tape());
        Tensor result = given.computation().apply(Tape.withoutGradients(Parallel.NONE));

        assertThat(result.needsGradient()).isFalse();
        assertThat(result.values()).containsExactly(expected.values());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithDifferences(Case operation) {
        assertThat(GradientCheck.worstError(operation.computation(), operation.parameters()))
                .isLessThan(TOLERANCE);
    }

    @Test
    void coversEveryOperation() {
        Set<String> operations = new TreeSet<>();
        for (Class<?> family : FAMILIES) {
            for (Method method : family.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers())) {
                    operations.add(family.getSimpleName() + "." + method.getName());
                }
            }
        }
        Set<String> covered = new TreeSet<>();
        cases().forEach(operation -> covered.add(operation.name()));

        assertThat(covered).isEqualTo(operations);
    }

    /** A square whose gradient is planted: {@code factor * x} in place of {@code 2 * x}. */
    private static Tensor square(Tape tape, Tensor x, float factor) {
        Tensor out = tape.like(x);
        for (int i = 0; i < x.size(); i++) {
            out.values()[i] = x.values()[i] * x.values()[i];
        }
        tape.record(out, () -> {
            for (int i = 0; i < x.size(); i++) {
                x.gradient()[i] += factor * x.values()[i] * out.gradient()[i];
            }
        });
        return out;
    }

    @Test
    void catchesAWrongGradient() {
        Tensor x = random(13, 3, 4);

        assertThat(GradientCheck.worstError(tape -> square(tape, x, 2), x)).isLessThan(TOLERANCE);
        assertThat(GradientCheck.worstError(tape -> square(tape, x, 2.1f), x)).isGreaterThan(0.02);
        assertThat(GradientCheck.worstError(tape -> square(tape, x, -2), x)).isGreaterThan(0.9);
        assertThat(GradientCheck.worstError(tape -> square(tape, x, Float.NaN), x))
                .isInfinite();
    }

    @Test
    void catchesAGradientThatIsWrongInOneElement() {
        Tensor x = random(14, 3, 4);
        Function<Tape, Tensor> forgetful = tape -> {
            Tensor out = square(tape, x, 2);
            tape.record(out, () -> out.gradient()[7] = 0);
            return out;
        };

        assertThat(GradientCheck.worstError(forgetful, x)).isGreaterThan(0.9);
    }

    @Test
    void leavesParametersAsTheyWere() {
        Tensor x = random(15, 2, 2);
        float[] before = x.values().clone();
        GradientCheck.worstError(tape -> Elementwise.tanh(tape, x), x);

        assertThat(x.values()).isEqualTo(before);
        assertThat(x.gradient()).containsOnly(0);
    }
}
