package kindred.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import kindred.math.SparseMatrix;
import kindred.math.TallMatrix;
import org.junit.jupiter.api.Test;

class FeatureMatrixTest {

    private static BitSet bits(int... bits) {
        BitSet set = new BitSet();
        Arrays.stream(bits).forEach(set::set);
        return set;
    }

    private static final Projection GRAPH = new ProjectionBuilder()
            .nodes("Book", 0, 2)
            .nodes("Reader", 2, 4)
            .feature("Book", "text", 3, new float[] {1, 0, 2, 0, 0, 3}, bits())
            .feature("Reader", "text", 2, new float[] {0, 4, 0, 0}, bits(1))
            .feature("Reader", "age", 1, new float[] {5, 0}, bits(1))
            .build();

    private static final float[][] EXPECTED = {{1, 0, 2, 0}, {0, 0, 3, 0}, {0, 4, 0, 5}, {0, 0, 0, 0}};

    @Test
    void setsPropertiesSideBySideAndLabelsOneBelowTheOther() {
        FeatureMatrix features = FeatureMatrix.of(GRAPH, List.of("text", "age"));
        TallMatrix dense = features.dense();

        assertThat(features.columns()).isEqualTo(4);
        for (int row = 0; row < 4; row++) {
            assertThat(Arrays.copyOfRange(dense.page(row), dense.offset(row), dense.offset(row) + 4))
                    .isEqualTo(EXPECTED[row]);
        }
    }

    @Test
    void holdsTheSameEntriesWhenSparse() {
        SparseMatrix sparse = FeatureMatrix.of(GRAPH, List.of("text", "age")).sparse();
        float[][] found = new float[4][4];
        for (int row = 0; row < 4; row++) {
            for (long position = sparse.first(row); position < sparse.end(row); position++) {
                found[row][sparse.column(position)] = sparse.value(position);
            }
        }

        assertThat(found).isDeepEqualTo(EXPECTED);
        assertThat(sparse.entries()).isEqualTo(5);
    }

    @Test
    void countsNodesThatHaveNone() {
        assertThat(FeatureMatrix.of(GRAPH, List.of("text", "age")).nodesWithout())
                .isEqualTo(1);
        assertThat(FeatureMatrix.of(GRAPH, List.of("age")).nodesWithout()).isEqualTo(3);
    }

    @Test
    void takesARepeatedPropertyOnce() {
        assertThat(FeatureMatrix.of(GRAPH, List.of("age", "age")).columns()).isEqualTo(1);
    }

    @Test
    void refusesAPropertyThatNoNodeHas() {
        assertThatThrownBy(() -> FeatureMatrix.of(GRAPH, List.of("texts")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Node property `texts` not found in graph with node properties: ['age', 'text'] (Did you mean [text]?)");
    }
}
