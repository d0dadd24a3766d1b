package kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import kindred.benchmarks.BenchCommandTest.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Presets reach the published level on the small knowledge graphs. Needs the folder of data sets, as system property {@code kindred.data} or
 * environment variable {@code KINDRED_DATA}, and is skipped without it.
 */
class PublishedKnowledgeTest {

    /** Filtered MRR and Hits@10 of ConvE, as its authors' README has them (Dettmers et al., AAAI 2018), less two points. */
    @ParameterizedTest
    @CsvSource({"kinship, 0.81, 0.96", "umls, 0.92, 0.97"})
    @SuppressWarnings("unchecked")
    void complExReachesThePublishedLevel(String data, double mrr, double hitsAt10) {
        String folder = System.getProperty("kindred.data", System.getenv("KINDRED_DATA"));
        assumeTrue(folder != null, "set KINDRED_DATA to the folder of data sets");

        Outcome outcome = Outcome.of(
                "knowledge",
                "--trainer",
                "complEx",
                "--preset",
                data,
                "--data",
                Path.of(folder, data).toString());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        Map<String, Number> metrics = (Map<String, Number>) outcome.json().get("metrics");
        assertThat(metrics.get("mrr").doubleValue()).isGreaterThan(mrr);
        assertThat(metrics.get("hits@10").doubleValue()).isGreaterThan(hitsAt10);
    }
}
