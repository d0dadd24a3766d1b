package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void alignsNumbersToTheRight() {
        List<String> lines = TextTable.lines(
                List.of("name", "count"), List.of(List.of("Reader", 14_000L), List.of("Topic", 128L)), 80);

        assertThat(lines).containsExactly("name      count", "───────────────", "Reader   14,000", "Topic       128");
    }

    @Test
    void shortensTheWidestColumnToFit() {
        List<String> lines = TextTable.lines(List.of("a", "b"), List.of(List.of("x".repeat(50), "short")), 30);

        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(30));
        assertThat(lines.get(2)).contains("…").endsWith("short");
    }

    @Test
    void showsValuesReadably() {
        assertThat(TextTable.show(null)).isEqualTo("-");
        assertThat(TextTable.show(2023L)).isEqualTo("2023");
        assertThat(TextTable.show(1_234_567L)).isEqualTo("1,234,567");
        assertThat(TextTable.show(0.12345)).isEqualTo("0.1235");
        assertThat(TextTable.show(1234.5)).isEqualTo("1,234.5");
        assertThat(TextTable.show(Arrays.asList("a", null))).isEqualTo("[a, -]");
        assertThat(TextTable.show(new TreeMap<>(Map.of("k", 10L)))).isEqualTo("{k: 10}");
    }
}
