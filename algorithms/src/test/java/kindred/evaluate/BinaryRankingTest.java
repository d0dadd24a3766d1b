package kindred.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import kindred.math.Seeds;
import org.junit.jupiter.api.Test;

class BinaryRankingTest {

    @Test
    void isPerfectWhereAllThatIsTrueComesFirst() {
        BinaryRanking ranking = new BinaryRanking(new float[] {3, 5, 4}, new float[] {2, -1});

        assertThat(ranking.areaUnderCurve()).isEqualTo(1);
        assertThat(ranking.averagePrecision()).isEqualTo(1);
    }

    @Test
    void agreesWithHandComputedFigures() {
        // in order: + - + + - -, as scikit-learn has it 7/9 and (1 + 2/3 + 3/4) / 3
        BinaryRanking ranking = new BinaryRanking(new float[] {9, 7, 6}, new float[] {8, 5, 4});

        assertThat(ranking.areaUnderCurve()).isCloseTo(7 / 9.0, within(1e-12));
        assertThat(ranking.averagePrecision()).isCloseTo((1 + 2 / 3.0 + 3 / 4.0) / 3, within(1e-12));
    }

    @Test
    void passesEqualScoresTogether() {
        BinaryRanking allEqual = new BinaryRanking(new float[] {1, 1}, new float[] {1, 1, 1});
        assertThat(allEqual.areaUnderCurve()).isEqualTo(0.5);
        assertThat(allEqual.averagePrecision()).isCloseTo(0.4, within(1e-12));

        // + | + - | -
        BinaryRanking some = new BinaryRanking(new float[] {3, 2}, new float[] {2, 1});
        assertThat(some.areaUnderCurve()).isCloseTo(3.5 / 4, within(1e-12));
        assertThat(some.averagePrecision()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));

        assertThat(new BinaryRanking(new float[] {0f}, new float[] {-0f}).areaUnderCurve())
                .isEqualTo(0.5);
    }

    @Test
    void agreesWithCountingAllPairs() {
        Seeds seeds = new Seeds(3);
        float[] trueScores = new float[80];
        float[] falseScores = new float[130];
        for (int i = 0; i < falseScores.length; i++) {
            falseScores[i] = Seeds.bounded(seeds.at(i), 30);
            if (i < trueScores.length) {
                trueScores[i] = 5 + Seeds.bounded(seeds.at(i, 1), 30);
            }
        }
        double above = 0;
        for (float t : trueScores) {
            for (float f : falseScores) {
                above += t > f ? 1 : t == f ? 0.5 : 0;
            }
        }
        assertThat(new BinaryRanking(trueScores, falseScores).areaUnderCurve())
                .isCloseTo(above / trueScores.length / falseScores.length, within(1e-12));
    }

    @Test
    void refusesWhatItCannotRank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BinaryRanking(new float[1], new float[0]))
                .withMessage("A ranking of 1 true and 0 false scores says nothing; it needs both.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BinaryRanking(new float[] {1, Float.NaN}, new float[1]))
                .withMessage("A score is not a number.");
    }
}
