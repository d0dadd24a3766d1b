package kindred.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsrTest {

    /** Arcs as {source, target, weight}. */
    private static Csr of(int nodeCount, boolean weighted, float[]... arcs) {
        int[] degrees = new int[nodeCount];
        for (float[] arc : arcs) {
            degrees[(int) arc[0]]++;
        }
        Csr.Builder builder = new Csr.Builder(nodeCount, node -> degrees[node], weighted);
        int[] filled = new int[nodeCount];
        for (float[] arc : arcs) {
            int source = (int) arc[0];
            builder.set(builder.first(source) + filled[source]++, (int) arc[1], arc[2]);
        }
        for (int node = 0; node < nodeCount; node++) {
            builder.sort(node);
        }
        return builder.build();
    }

    private static List<Integer> targets(Csr csr, int node) {
        List<Integer> targets = new ArrayList<>();
        for (long arc = csr.first(node); arc < csr.end(node); arc++) {
            targets.add(csr.target(arc));
        }
        return targets;
    }

    private static List<Float> weights(Csr csr, int node) {
        List<Float> weights = new ArrayList<>();
        for (long arc = csr.first(node); arc < csr.end(node); arc++) {
            weights.add(csr.weight(arc));
        }
        return weights;
    }

    @Test
    void sortsTargetsAndKeepsWeightsWithThem() {
        Csr csr = of(4, true, new float[][] {{0, 3, 0.3f}, {0, 1, 0.1f}, {0, 2, 0.2f}, {2, 0, 1f}});

        assertThat(targets(csr, 0)).containsExactly(1, 2, 3);
        assertThat(weights(csr, 0)).containsExactly(0.1f, 0.2f, 0.3f);
        assertThat(targets(csr, 1)).isEmpty();
        assertThat(csr.degree(2)).isEqualTo(1);
        assertThat(csr.arcCount()).isEqualTo(4);
        assertThat(csr.weightedDegree(0)).isCloseTo(0.6, org.assertj.core.api.Assertions.within(1e-6));
    }

    @Test
    void keepsParallelArcsInOrderOfWeight() {
        Csr csr = of(2, true, new float[][] {{0, 1, 2f}, {0, 1, 0f}, {0, 1, 1f}});

        assertThat(targets(csr, 0)).containsExactly(1, 1, 1);
        assertThat(weights(csr, 0)).containsExactly(0f, 1f, 2f);
    }

    @Test
    void weighsOneWithoutWeights() {
        Csr csr = of(2, false, new float[][] {{0, 1, 7f}});

        assertThat(csr.isWeighted()).isFalse();
        assertThat(csr.weight(0)).isEqualTo(1f);
        assertThat(csr.weightedDegree(0)).isEqualTo(1);
    }

    @Test
    void findsArcs() {
        Csr csr = of(5, false, new float[][] {{1, 0, 1}, {1, 2, 1}, {1, 4, 1}});

        assertThat(csr.contains(1, 0)).isTrue();
        assertThat(csr.contains(1, 2)).isTrue();
        assertThat(csr.contains(1, 4)).isTrue();
        assertThat(csr.contains(1, 1)).isFalse();
        assertThat(csr.contains(1, 3)).isFalse();
        assertThat(csr.contains(0, 1)).isFalse();
        assertThat(csr.find(1, 2)).isEqualTo(csr.first(1) + 1);
    }

    @Test
    void turnsRound() {
        Random random = new Random(3);
        float[][] arcs = new float[500][];
        for (int i = 0; i < arcs.length; i++) {
            arcs[i] = new float[] {random.nextInt(30), random.nextInt(30), random.nextInt(100)};
        }
        Csr csr = of(30, true, arcs);

        Csr turned = csr.transpose();

        float[][] swapped = new float[arcs.length][];
        for (int i = 0; i < arcs.length; i++) {
            swapped[i] = new float[] {arcs[i][1], arcs[i][0], arcs[i][2]};
        }
        Csr expected = of(30, true, swapped);
        for (int node = 0; node < 30; node++) {
            assertThat(targets(turned, node)).isEqualTo(targets(expected, node));
            assertThat(weights(turned, node)).isEqualTo(weights(expected, node));
        }
    }

    @Test
    void holdsAGraphWithoutArcs() {
        Csr csr = of(3, true);

        assertThat(csr.arcCount()).isZero();
        assertThat(csr.transpose().arcCount()).isZero();
        assertThat(csr.contains(0, 1)).isFalse();
    }

    @Test
    void countsItsBytes() {
        Csr csr = of(3, true, new float[][] {{0, 1, 1}, {1, 2, 1}});

        assertThat(csr.bytes()).isEqualTo(4 * 8 + 2 * 8);
        assertThat(Csr.bytes(3, 2, false)).isEqualTo(4 * 8 + 2 * 4);
    }
}
