package kindred.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import kindred.evaluate.RankingMetrics.Metric;
import kindred.model.EmbeddingTable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected values are worked out by hand beside each case. */
class RankingMetricsTest {

    private static final Offset<Double> EXACT = within(1e-12);

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    @Test
    void matchesHandComputedValues() {
        RankingMetrics metrics = new RankingMetrics(5, 2);
        double[] values = new double[metrics.width()];
        // test items 1, 4, 9; hits at ranks 2 and 4
        metrics.of(new int[] {7, 4, 8, 1, 0}, 0, new int[] {1, 4, 9}, values, 0);

        double ideal = 1 + 1 / log2(3) + 1 / log2(4);
        assertThat(values[metrics.column(0, Metric.RECALL)]).isCloseTo(2 / 3.0, EXACT);
        assertThat(values[metrics.column(0, Metric.NDCG)]).isCloseTo((1 / log2(3) + 1 / log2(5)) / ideal, EXACT);
        assertThat(values[metrics.column(0, Metric.PRECISION)]).isCloseTo(2 / 5.0, EXACT);
        assertThat(values[metrics.column(0, Metric.HIT_RATE)]).isEqualTo(1);
        assertThat(values[metrics.column(0, Metric.MRR)]).isCloseTo(1 / 2.0, EXACT);
        assertThat(values[metrics.column(0, Metric.MAP)]).isCloseTo((1 / 2.0 + 2 / 4.0) / 3, EXACT);

        // at 2: one hit at rank 2; three test items, so the ideal list has two hits
        assertThat(values[metrics.column(1, Metric.RECALL)]).isCloseTo(1 / 3.0, EXACT);
        assertThat(values[metrics.column(1, Metric.NDCG)]).isCloseTo(1 / log2(3) / (1 + 1 / log2(3)), EXACT);
        assertThat(values[metrics.column(1, Metric.PRECISION)]).isCloseTo(1 / 2.0, EXACT);
        assertThat(values[metrics.column(1, Metric.MAP)]).isCloseTo(1 / 2.0 / 2, EXACT);
    }

    @Test
    void isPerfectForAPerfectList() {
        RankingMetrics metrics = new RankingMetrics(3);
        double[] values = new double[metrics.width()];
        metrics.of(new int[] {5, 2, 9}, 0, new int[] {2, 5}, values, 0);
        assertThat(values[metrics.column(0, Metric.RECALL)]).isEqualTo(1);
        assertThat(values[metrics.column(0, Metric.NDCG)]).isCloseTo(1, EXACT);
        assertThat(values[metrics.column(0, Metric.MRR)]).isEqualTo(1);
        assertThat(values[metrics.column(0, Metric.MAP)]).isEqualTo(1);
        assertThat(values[metrics.column(0, Metric.PRECISION)]).isCloseTo(2 / 3.0, EXACT);
    }

    @Test
    void dividesRecallByAllTestItemsEvenBeyondTheCutoff() {
        RankingMetrics metrics = new RankingMetrics(1);
        double[] values = new double[metrics.width()];
        metrics.of(new int[] {3}, 0, new int[] {1, 2, 3, 4}, values, 0);
        assertThat(values[metrics.column(0, Metric.RECALL)]).isEqualTo(0.25);
        assertThat(values[metrics.column(0, Metric.NDCG)]).isEqualTo(1);
    }

    @Test
    void isZeroWithoutHitsAndIgnoresTheEndOfShortLists() {
        RankingMetrics metrics = new RankingMetrics(3);
        double[] values = new double[2 * metrics.width()];
        metrics.of(new int[] {9, 9, 9, 8, -1, -1}, 3, new int[] {0}, values, metrics.width());
        assertThat(values).containsOnly(0.0);
    }

    @Test
    void measuresDiversityOverPairs() {
        EmbeddingTable vectors = new EmbeddingTable(4, 2);
        vectors.setRow(0, new float[] {1, 0}, 0);
        vectors.setRow(1, new float[] {0, 1}, 0);
        vectors.setRow(2, new float[] {1, 0}, 0);
        // row 3 stays zero. Cosines of the pairs of 0, 1, 2: 0, 1, 0
        assertThat(RankingMetrics.diversity(new int[] {9, 0, 1, 2}, 1, 3, vectors))
                .isCloseTo(1 - 1 / 3.0, EXACT);
        assertThat(RankingMetrics.diversity(new int[] {0, 2}, 0, 2, vectors)).isCloseTo(0, EXACT);
        assertThat(RankingMetrics.diversity(new int[] {0, 3, -1}, 0, 3, vectors))
                .isCloseTo(1, EXACT);
        assertThat(RankingMetrics.diversity(new int[] {0, -1}, 0, 2, vectors)).isNaN();
    }
}
