package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTest {

    private static final float NOTHING = Float.NEGATIVE_INFINITY;

    private static KnowledgeConfig config(double margin, double temperature) {
        return TinyKnowledge.config(
                KnowledgeConfig.INTERACTIONS, Map.of("margin", margin, "adversarialTemperature", temperature));
    }

    /** What a loss makes of some scores. */
    private record Outcome(double loss, float slope, float[] others) {

        static Outcome of(Loss loss, KnowledgeConfig config, float weight, float fact, float... others) {
            // they lie somewhere in an array, and so does the slope
            float[] all = new float[others.length + 3];
            System.arraycopy(others, 0, all, 2, others.length);
            float[] slope = new float[2];
            float[] scratch = new float[others.length];
            double value = loss.slopes(fact, all, 2, others.length, config, weight, scratch, slope, 1);
            assertThat(slope[0]).isZero();
            assertThat(new float[] {all[0], all[1], all[others.length + 2]}).containsOnly(0);
            return new Outcome(value, slope[1], Arrays.copyOfRange(all, 2, 2 + others.length));
        }
    }

    /** The formula, in double precision. The first score is the fact's; shares of others are given where they are not differentiated. */
    private static double formula(Loss loss, double margin, double[] shares, float[] scores) {
        double fact = scores[0];
        double sum = 0;
        for (int i = 1; i < scores.length; i++) {
            double other = scores[i];
            sum += switch (loss) {
                case MARGIN_RANKING -> Math.max(0, margin - fact + other);
                case LOGISTIC -> -Math.log(1 / (1 + Math.exp(other + margin)));
                case SELF_ADVERSARIAL -> -shares[i - 1] * Math.log(1 / (1 + Math.exp(other + margin)));
                case SOFTMAX -> Math.exp(other);
            };
        }
        return switch (loss) {
            case MARGIN_RANKING -> sum;
            case LOGISTIC, SELF_ADVERSARIAL -> sum - Math.log(1 / (1 + Math.exp(-fact - margin)));
            case SOFTMAX -> -Math.log(Math.exp(fact - margin) / (Math.exp(fact - margin) + sum));
        };
    }

    private static double[] shares(double temperature, float[] scores) {
        double[] powers = new double[scores.length - 1];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Math.exp(temperature * scores[i + 1]);
        }
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSlopesOfItsFormula(Loss loss) {
        KnowledgeConfig config = config(1.5, 0.7);
        float[] scores = {0.5f, -2, 0.25f, 3, -0.75f, 1.125f};
        double[] shares = shares(0.7, scores);
        double[] expected = TinyKnowledge.slopes(scores, 0, scores.length, () -> formula(loss, 1.5, shares, scores));

        Outcome found = Outcome.of(loss, config, 2.5f, scores[0], Arrays.copyOfRange(scores, 1, scores.length));

        assertThat(found.loss()).isCloseTo(formula(loss, 1.5, shares, scores), within(1e-5));
        assertThat((double) found.slope()).isCloseTo(2.5 * expected[0], within(1e-5));
        for (int i = 1; i < scores.length; i++) {
            assertThat((double) found.others()[i - 1]).isCloseTo(2.5 * expected[i], within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotCountWhatIsMinusInfinity(Loss loss) {
        KnowledgeConfig config = config(1.5, 0.7);
        Outcome expected = Outcome.of(loss, config, 2, 0.5f, -2, 3);

        Outcome found = Outcome.of(loss, config, 2, 0.5f, NOTHING, -2, NOTHING, 3);

        assertThat(found.loss()).isEqualTo(expected.loss());
        assertThat(found.slope()).isEqualTo(expected.slope());
        assertThat(found.others()).containsExactly(0, expected.others()[0], 0, expected.others()[1]);
    }

    @ParameterizedTest
    @EnumSource
    void isAboutTheFactAloneWhereNothingElseCounts(Loss loss) {
        KnowledgeConfig config = config(0, 1);
        Outcome none = Outcome.of(loss, config, 1, 0);
        Outcome left = Outcome.of(loss, config, 1, 0, NOTHING, NOTHING);

        boolean looksAtFacts = loss == Loss.LOGISTIC || loss == Loss.SELF_ADVERSARIAL;
        assertThat(none.loss()).isCloseTo(looksAtFacts ? Math.log(2) : 0, within(1e-6));
        assertThat(none.slope()).isCloseTo(looksAtFacts ? -0.5f : 0, within(1e-6f));
        assertThat(left.loss()).isEqualTo(none.loss());
        assertThat(left.slope()).isEqualTo(none.slope());
        assertThat(left.others()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource
    void staysFiniteWhereScoresAreExtreme(Loss loss) {
        for (float fact : new float[] {-1e4f, 0, 1e4f}) {
            Outcome found = Outcome.of(loss, config(12, 1), 1, fact, -1e4f, 1e4f, 0);

            assertThat(found.loss()).isFinite();
            assertThat(found.slope()).isFinite().isLessThanOrEqualTo(0);
            for (float slope : found.others()) {
                assertThat(slope).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void ranksByAMargin() {
        Outcome found = Outcome.of(Loss.MARGIN_RANKING, config(1, 0), 3, 2, 0, 1.5f, 3);

        // lost by 0.5 and by 2
        assertThat(found.loss()).isEqualTo(2.5);
        assertThat(found.slope()).isEqualTo(-6);
        assertThat(found.others()).containsExactly(0, 3, 3);
    }

    @Test
    void tellsFactsFromOthersOneByOne() {
        Outcome found = Outcome.of(Loss.LOGISTIC, config(0, 0), 1, 0, 0, (float) Math.log(3));

        assertThat(found.loss()).isCloseTo(2 * Math.log(2) + Math.log(4), within(1e-6));
        assertThat(found.slope()).isCloseTo(-0.5f, within(1e-6f));
        assertThat(found.others()).containsExactly(new float[] {0.5f, 0.75f}, within(1e-6f));
    }

    @Test
    void sharesOutOneByHowHardOthersAre() {
        Outcome alike = Outcome.of(Loss.SELF_ADVERSARIAL, config(0, 0), 1, 0, 0, 0);
        assertThat(alike.loss()).isCloseTo(2 * Math.log(2), within(1e-6));
        assertThat(alike.others()).containsExactly(new float[] {0.25f, 0.25f}, within(1e-6f));

        // 1 to 3 at temperature 1; the logistic function gives 1 / 2 and 3 / 4
        Outcome hardest = Outcome.of(Loss.SELF_ADVERSARIAL, config(0, 1), 1, 0, 0, (float) Math.log(3));
        assertThat(hardest.others()).containsExactly(new float[] {0.125f, 0.5625f}, within(1e-6f));
    }

    @Test
    void choosesTheFactOutOfAll() {
        Outcome found = Outcome.of(Loss.SOFTMAX, config(0, 0), 1, 0, 0, 0, 0);

        assertThat(found.loss()).isCloseTo(Math.log(4), within(1e-6));
        assertThat(found.slope()).isCloseTo(-0.75f, within(1e-6f));
        assertThat(found.others()).containsExactly(new float[] {0.25f, 0.25f, 0.25f}, within(1e-6f));

        // each other one stands for three nodes
        Outcome drawn = Outcome.of(Loss.SOFTMAX, config(Math.log(3), 0), 1, 0, 0, 0);
        assertThat(drawn.loss()).isCloseTo(Math.log(7), within(1e-6));
        assertThat(drawn.slope()).isCloseTo(-6f / 7, within(1e-6f));
    }
}
