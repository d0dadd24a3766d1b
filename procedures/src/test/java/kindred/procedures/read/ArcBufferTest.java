package kindred.procedures.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import kindred.graph.Csr;
import kindred.graph.ProjectionBuilder;
import kindred.train.TrainingRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArcBufferTest {

    /** More arcs than fit a page, compared with the builder that files go through. */
    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void buildsTheSameAdjacencyAsTheBuilderOfFiles(boolean weighted, boolean bothWays) {
        Random random = new Random(7);
        ArcBuffer arcs = new ArcBuffer(weighted);
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, 500);
        for (int i = 0; i < 150_000; i++) {
            int source = random.nextInt(500);
            int target = random.nextInt(500);
            float weight = weighted ? random.nextInt(16) : 1;
            arcs.add(source, target, weight);
            if (bothWays) {
                builder.undirected("R", source, target, weight);
            } else {
                builder.relationship("R", source, target, weight);
            }
        }
        Csr expected = builder.build().union();

        Csr csr;
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            csr = arcs.toCsr(500, bothWays, run);
        }

        assertThat(csr.arcCount()).isEqualTo(expected.arcCount());
        assertThat(csr.isWeighted()).isEqualTo(weighted);
        for (long arc = 0; arc < csr.arcCount(); arc++) {
            assertThat(csr.target(arc)).isEqualTo(expected.target(arc));
            assertThat(csr.weight(arc)).isEqualTo(expected.weight(arc));
        }
    }
}
