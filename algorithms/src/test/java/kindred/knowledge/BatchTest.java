package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import kindred.graph.NodeIndex;
import kindred.graph.ProjectionBuilder;
import kindred.graph.Triples;
import kindred.math.Permutation;
import kindred.math.Seeds;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final int NODES = 30;
    private static final int FACTS = 500;

    /** Nodes 0 to 9 have one label, the next ten another, the last ten a third. */
    private static final NodeIndex LABELLED = new ProjectionBuilder()
            .nodes("A", 0, 10)
            .nodes("B", 10, 20)
            .nodes("C", 20, NODES)
            .build()
            .nodes();

    private static final Triples RANDOM = random();

    private static Triples random() {
        Seeds seeds = new Seeds(3);
        int[][] facts = new int[FACTS][];
        float[] weights = new float[FACTS];
        for (int i = 0; i < FACTS; i++) {
            facts[i] = new int[] {Seeds.bounded(seeds.at(i, 0), NODES), 0, Seeds.bounded(seeds.at(i, 1), NODES)};
            weights[i] = 1 + i;
        }
        return TinyKnowledge.facts(NODES, 1, weights, facts);
    }

    private static Set<Integer> members(Batch batch) {
        Set<Integer> members = new TreeSet<>();
        for (int chunk = 0; chunk < batch.chunks(); chunk++) {
            for (int i = 0; i < batch.size(chunk); i++) {
                assertThat(members.add(batch.fact(batch.start(chunk) + i))).isTrue();
            }
        }
        return members;
    }

    private static Set<Integer> of(Permutation order, int from, int to) {
        Set<Integer> expected = new TreeSet<>();
        for (int i = from; i < to; i++) {
            expected.add(order.at(i));
        }
        return expected;
    }

    @Test
    void keepsTheOrderWhereLabelsDoNotMatter() {
        Batch batch = new Batch(RANDOM, LABELLED, 100, 16, false);
        Permutation order = new Permutation(FACTS, 9);
        batch.take(order, 200, 300);

        assertThat(batch.chunks()).isEqualTo(7).isEqualTo(Batch.largest(100, 16, 0));
        assertThat(batch.size(0)).isEqualTo(16);
        assertThat(batch.size(6)).isEqualTo(4);
        for (int i = 0; i < 100; i++) {
            assertThat(batch.fact(i)).isEqualTo(order.at(200 + i));
        }
        assertThat(batch.weight())
                .isEqualTo(of(order, 200, 300).stream()
                        .mapToDouble(fact -> 1 + fact)
                        .sum());
    }

    @Test
    void cutsChunksByLabelsOfBothEnds() {
        Batch batch = new Batch(RANDOM, LABELLED, 100, 16, true);
        Permutation order = new Permutation(FACTS, 9);
        for (int from = 0; from < FACTS; from += 100) {
            batch.take(order, from, from + 100);

            assertThat(members(batch)).isEqualTo(of(order, from, from + 100));
            assertThat(batch.chunks()).isLessThanOrEqualTo(batch.mostChunks());
            for (int chunk = 0; chunk < batch.chunks(); chunk++) {
                assertThat(batch.size(chunk)).isBetween(1, 16);
                Set<Integer> pairs = new HashSet<>();
                for (int i = batch.start(chunk); i < batch.start(chunk) + batch.size(chunk); i++) {
                    pairs.add(RANDOM.head(batch.fact(i)) / 10 * 3 + RANDOM.tail(batch.fact(i)) / 10);
                }
                assertThat(pairs).hasSize(1);
            }
        }
    }

    @Test
    void hasRoomForAsManyChunksAsThereCanBe() {
        // two facts, each with labels of its own: two chunks, where one would do otherwise
        Triples facts = TinyKnowledge.facts(NODES, 1, null, new int[] {0, 0, 1}, new int[] {0, 0, 10});
        Batch batch = new Batch(facts, LABELLED, 2, 16, true);
        batch.take(new Permutation(2, 1), 0, 2);

        assertThat(batch.chunks()).isEqualTo(2);
        assertThat(batch.weight()).isEqualTo(2);
    }

    @Test
    void forgetsTheBatchBefore() {
        Batch batch = new Batch(RANDOM, LABELLED, 100, 16, true);
        Permutation order = new Permutation(FACTS, 9);
        batch.take(order, 0, 100);
        batch.take(order, 100, 103);

        assertThat(members(batch)).isEqualTo(of(order, 100, 103));
    }
}
