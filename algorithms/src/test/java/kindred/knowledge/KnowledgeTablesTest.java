package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;

class KnowledgeTablesTest {

    private static KnowledgeTables random(String scorer, Map<String, Object> changes) {
        KnowledgeConfig config = TinyKnowledge.config(KnowledgeConfig.DISTANCES, changes);
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            return KnowledgeTables.random(TinyKnowledge.facts(3000, 50, null), Scorers.named(scorer), config, run);
        }
    }

    private static double largest(EmbeddingTable table) {
        double largest = 0;
        for (float value : TinyKnowledge.values(table)) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void haveARowPerNodeAndTwoPerRelationWithInverses() {
        KnowledgeTables tables = random("complEx", Map.of("initialScale", 0.25));

        assertThat(tables.nodes().rows()).isEqualTo(3000);
        assertThat(tables.relations().rows()).isEqualTo(100);
        assertThat(tables.dimension()).isEqualTo(128);
        assertThat(largest(tables.nodes())).isBetween(0.24, 0.25);
        assertThat(largest(tables.relations())).isBetween(0.24, 0.25);
        assertThat(random("complEx", Map.of("reciprocalRelations", false))
                        .relations()
                        .rows())
                .isEqualTo(50);
    }

    @Test
    void drawAnglesFromAllDirections() {
        KnowledgeTables tables = random("rotatE-l2", Map.of());

        assertThat(tables.relations().dimension()).isEqualTo(64);
        assertThat(largest(tables.relations())).isBetween(3.13, Math.PI + 1e-6);
    }

    @Test
    void startAtLengthOneWhereNodesAreNormalised() {
        KnowledgeTables tables = random("transE-l1", Map.of("normalizeNodes", true));
        assertThat(Vectors.norm(tables.nodes().row(7), 0, 128)).isCloseTo(1, within(1e-5f));
        assertThat(Vectors.norm(tables.relations().row(7), 0, 128)).isCloseTo(1, within(1e-5f));

        // angles have no length
        assertThat(largest(random("rotatE-l1", Map.of("normalizeNodes", true)).relations()))
                .isGreaterThan(3);
    }

    @Test
    void areCopiedAsTheyAre() {
        KnowledgeTables tables = random("complEx", Map.of("embeddingDimension", 4));
        KnowledgeTables copy = tables.copy();
        assertThat(copy.nodes().checksum()).isEqualTo(tables.nodes().checksum());
        assertThat(copy.relations().checksum()).isEqualTo(tables.relations().checksum());

        tables.nodes().setRow(1, new float[] {9, 9, 9, 9}, 0);
        assertThat(copy.nodes().checksum()).isNotEqualTo(tables.nodes().checksum());
    }
}
