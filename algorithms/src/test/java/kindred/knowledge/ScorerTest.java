package kindred.knowledge;

import static kindred.knowledge.TinyKnowledge.random;
import static kindred.knowledge.TinyKnowledge.slopes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScorerTest {

    private static final double TOLERANCE = 2e-4;

    static Stream<Arguments> scorersAndDimensions() {
        return Scorers.all().stream()
                .flatMap(scorer -> IntStream.of(2, 6, 32).mapToObj(dimension -> Arguments.of(scorer, dimension)));
    }

    /** A fact whose vectors begin anywhere in their arrays, and room for gradients, which begin elsewhere. */
    private static final class Fact {
        private static final int H = 3;
        private static final int R = 1;
        private static final int T = 5;
        private static final int GRADIENT = 2;
        private static final float BEFORE = 1;

        private final Scorer scorer;
        private final int dimension;
        private final int relationDimension;
        private final float[] head;
        private final float[] relation;
        private final float[] tail;
        private final float[] query;
        private final float[] queryGradient;
        private final float[] headGradient;
        private final float[] relationGradient;
        private final float[] tailGradient;

        Fact(Scorer scorer, int dimension, long seed) {
            this.scorer = scorer;
            this.dimension = dimension;
            relationDimension = scorer.relationDimension(dimension);
            head = random(H + dimension, seed);
            relation = random(R + relationDimension, seed + 1);
            tail = random(T + dimension, seed + 2);
            query = new float[dimension];
            queryGradient = new float[dimension];
            headGradient = gradient(dimension);
            relationGradient = gradient(relationDimension);
            tailGradient = gradient(dimension);
        }

        private static float[] gradient(int length) {
            float[] gradient = new float[GRADIENT + length];
            Arrays.fill(gradient, BEFORE);
            return gradient;
        }

        double score() {
            return scorer.score(head, H, relation, R, tail, T, dimension);
        }

        float scoreOfTail() {
            scorer.tailQuery(head, H, relation, R, query, 0, dimension);
            return scorer.comparison().score(query, 0, tail, T, dimension);
        }

        float scoreOfHead() {
            scorer.headQuery(relation, R, tail, T, query, 0, dimension);
            return scorer.comparison().score(query, 0, head, H, dimension);
        }

        float headBias() {
            return scorer.headBias(relation, R, tail, T, dimension);
        }

        void addGradientOfTailScore() {
            float score = scoreOfTail();
            scorer.comparison()
                    .addGradient(1, score, query, 0, tail, T, queryGradient, 0, tailGradient, GRADIENT, dimension);
            scorer.tailQueryGradient(
                    head,
                    H,
                    relation,
                    R,
                    queryGradient,
                    0,
                    headGradient,
                    GRADIENT,
                    relationGradient,
                    GRADIENT,
                    dimension);
        }

        void addGradientOfHeadScore() {
            float score = scoreOfHead();
            scorer.comparison()
                    .addGradient(1, score, query, 0, head, H, queryGradient, 0, headGradient, GRADIENT, dimension);
            scorer.headQueryGradient(
                    relation,
                    R,
                    tail,
                    T,
                    queryGradient,
                    0,
                    relationGradient,
                    GRADIENT,
                    tailGradient,
                    GRADIENT,
                    dimension);
            scorer.headBiasGradient(
                    1, relation, R, tail, T, relationGradient, GRADIENT, tailGradient, GRADIENT, dimension);
        }

        void requireGradientsOfScore() {
            requireAdded("head", headGradient, slopes(head, H, dimension, this::score));
            requireAdded("relation", relationGradient, slopes(relation, R, relationDimension, this::score));
            requireAdded("tail", tailGradient, slopes(tail, T, dimension, this::score));
        }

        private static void requireAdded(String of, float[] gradient, double[] expected) {
            assertThat(Arrays.copyOf(gradient, GRADIENT)).containsOnly(BEFORE);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) gradient[GRADIENT + i])
                        .as("slope %d of the %s", i, of)
                        .isCloseTo(BEFORE + expected[i], within(TOLERANCE));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scorersAndDimensions")
    void comparesQueriesToTheScoreOfThePaper(Scorer scorer, int dimension) {
        for (int seed = 0; seed < 20; seed++) {
            Fact fact = new Fact(scorer, dimension, 100L * seed);

            assertThat((double) fact.scoreOfTail()).isCloseTo(fact.score(), within(1e-5 * dimension));
            assertThat((double) fact.scoreOfHead() + fact.headBias()).isCloseTo(fact.score(), within(1e-5 * dimension));
        }
    }

    @ParameterizedTest
    @MethodSource("scorersAndDimensions")
    void addsTheGradientOfTailScores(Scorer scorer, int dimension) {
        Fact fact = new Fact(scorer, dimension, 7);
        fact.addGradientOfTailScore();

        fact.requireGradientsOfScore();
    }

    @ParameterizedTest
    @MethodSource("scorersAndDimensions")
    void addsTheGradientOfHeadScores(Scorer scorer, int dimension) {
        Fact fact = new Fact(scorer, dimension, 8);
        fact.addGradientOfHeadScore();

        fact.requireGradientsOfScore();
    }

    /** The same scorer with one of its methods left out. */
    private static Scorer without(String method, Scorer scorer) {
        return (Scorer) Proxy.newProxyInstance(
                Scorer.class.getClassLoader(),
                new Class<?>[] {Scorer.class},
                (proxy, called, arguments) ->
                        called.getName().equals(method) ? null : called.invoke(scorer, arguments));
    }

    @ParameterizedTest
    @MethodSource("scorersAndDimensions")
    void isTestedSoThatAMissingGradientShows(Scorer scorer, int dimension) {
        Fact tails = new Fact(without("tailQueryGradient", scorer), dimension, 7);
        tails.addGradientOfTailScore();
        assertThatThrownBy(tails::requireGradientsOfScore).isInstanceOf(AssertionError.class);

        Fact heads = new Fact(without("headQueryGradient", scorer), dimension, 8);
        heads.addGradientOfHeadScore();
        assertThatThrownBy(heads::requireGradientsOfScore).isInstanceOf(AssertionError.class);
    }

    @Test
    void isTestedSoThatAMissingBiasShows() {
        Fact fact = new Fact(without("headBiasGradient", Scorers.named("twhin")), 6, 8);
        fact.addGradientOfHeadScore();

        assertThatThrownBy(fact::requireGradientsOfScore).isInstanceOf(AssertionError.class);
    }

    private static void assertScores(String scorer, float[] head, float[] relation, float[] tail, double expected) {
        assertThat(Scorers.named(scorer).score(head, 0, relation, 0, tail, 0, head.length))
                .isCloseTo(expected, within(1e-6));
    }

    private static float[] numbers(double... values) {
        float[] numbers = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = (float) values[i];
        }
        return numbers;
    }

    @Test
    void transEMissesByADistance() {
        // 4 too far in one direction, 4 in the other
        assertScores("transE-l1", numbers(1, 2), numbers(3, -1), numbers(0, 5), -8);
        assertScores("transE-l2", numbers(1, 2), numbers(3, -1), numbers(0, 5), -Math.sqrt(32));
        assertScores("transE-l2", numbers(1, 2), numbers(3, -1), numbers(4, 1), 0);
    }

    @Test
    void distMultMultiplies() {
        assertScores("distMult", numbers(1, 2), numbers(3, -1), numbers(2, 5), 6 - 10);
        assertScores("distMult", numbers(2, 5), numbers(3, -1), numbers(1, 2), 6 - 10);
    }

    @Test
    void complExTellsDirections() {
        float[] one = {1, 0};
        float[] i = {0, 1};
        // i * i * 1 = -1, and 1 * i * conjugate(i) = 1
        assertScores("complEx", i, i, one, -1);
        assertScores("complEx", one, i, i, 1);
        // (1 + 2i) (3 - i) = 5 + 5i, times 2 - 4i
        assertScores("complEx", numbers(1, 2), numbers(3, -1), numbers(2, 4), 10 + 20);
    }

    @Test
    void rotatETurns() {
        // a quarter turn takes 1 to i, 3 away from i - 3; half a turn takes 2 to -2, 4 away from -2 - 4i
        float[] head = {1, 2, 0, 0};
        float[] angles = numbers(Math.PI / 2, Math.PI);
        float[] tail = {-3, -2, 1, -4};
        assertScores("rotatE-l1", head, angles, tail, -7);
        assertScores("rotatE-l2", head, angles, tail, -5);
    }

    @Test
    void twhinTranslatesAndMultiplies() {
        assertScores("twhin", numbers(1, 2), numbers(3, -1), numbers(2, 5), 8 + 5);
        assertScores("product", numbers(1, 2), numbers(9), numbers(2, 5), 2 + 10);
    }

    @Test
    void hasANameOfItsOwn() {
        assertThat(Scorers.all()).extracting(Scorer::name).doesNotHaveDuplicates();
        for (Scorer scorer : Scorers.all()) {
            assertThat(Scorers.named(scorer.name())).isSameAs(scorer);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scorers.named("transH"))
                .withMessage(
                        "There is no score function `transH`. There are [transE-l1, transE-l2, distMult, complEx, rotatE-l1, rotatE-l2, twhin, product].");
    }
}
