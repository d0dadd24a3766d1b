package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryEstimateTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 Bytes",
        "1023, 1023 Bytes",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "104857600, 100 MiB",
        "1073741824, 1 GiB",
        "1125899906842624, 1 PiB",
        "9223372036854775807, 8 EiB"
    })
    void writesBytesForReaders(long bytes, String text) {
        assertThat(MemoryEstimate.humanReadable(bytes)).isEqualTo(text);
    }

    @Test
    void addsUpItsParts() {
        MemoryEstimate sum = MemoryEstimate.sum(
                "all", MemoryEstimate.of("a", 1024), MemoryEstimate.sum("b", MemoryEstimate.of("c", 1024, 3072)));

        assertThat(sum.bytesMin()).isEqualTo(2048);
        assertThat(sum.bytesMax()).isEqualTo(4096);
        assertThat(sum.range()).isEqualTo("[2 KiB ... 4 KiB]");
    }

    @Test
    void showsATree() {
        MemoryEstimate sum = MemoryEstimate.sum(
                "all", MemoryEstimate.of("a", 1024), MemoryEstimate.sum("b", MemoryEstimate.of("c", 1024, 3072)));

        assertThat(sum.treeView()).isEqualTo("""
                        all: [2 KiB ... 4 KiB]
                            |-- a: 1 KiB
                            |-- b: [1 KiB ... 3 KiB]
                                |-- c: [1 KiB ... 3 KiB]
                        """);
        assertThat(sum.mapView())
                .isEqualTo(Map.of(
                        "name", "all",
                        "memoryUsage", "[2 KiB ... 4 KiB]",
                        "components",
                                List.of(
                                        Map.of("name", "a", "memoryUsage", "1 KiB"),
                                        Map.of(
                                                "name",
                                                "b",
                                                "memoryUsage",
                                                "[1 KiB ... 3 KiB]",
                                                "components",
                                                List.of(Map.of("name", "c", "memoryUsage", "[1 KiB ... 3 KiB]"))))));
    }
}
