package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import kindred.quickstart.TasteGraph.Book;
import kindred.quickstart.TasteGraph.Read;
import kindred.quickstart.TasteGraph.Reader;
import org.junit.jupiter.api.Test;

class TasteGraphTest {

    private static final TasteGraph FULL = TasteGraph.generate(TasteGraph.DEFAULT_READERS, 42);

    @Test
    void isLargeEnoughToBeInteresting() {
        int nodes = FULL.readers().size()
                + FULL.books().size()
                + FULL.authors().size()
                + FULL.topics().size();
        int topicLinks =
                FULL.books().stream().mapToInt(book -> book.topics().size()).sum();
        int relationships =
                FULL.reads().size() + FULL.follows().size() + FULL.books().size() + topicLinks;

        assertThat(nodes).isBetween(20_000, 30_000);
        assertThat(relationships).isBetween(300_000, 500_000);
    }

    @Test
    void repeatsItselfForTheSameSeed() {
        TasteGraph first = TasteGraph.generate(500, 7);
        TasteGraph second = TasteGraph.generate(500, 7);

        assertThat(second.books()).isEqualTo(first.books());
        assertThat(second.readers()).isEqualTo(first.readers());
        assertThat(second.reads()).isEqualTo(first.reads());
        assertThat(second.follows()).isEqualTo(first.follows());
    }

    @Test
    void differsForAnotherSeed() {
        assertThat(TasteGraph.generate(500, 8).reads())
                .isNotEqualTo(TasteGraph.generate(500, 7).reads());
    }

    @Test
    void givesEveryReaderSharesThatSumToOne() {
        for (Reader reader : FULL.readers()) {
            double[] shares = FULL.tastesOf(reader);

            assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-9));
            assertThat(Arrays.stream(shares).filter(share -> share > 0).count()).isBetween(1L, 4L);
        }
    }

    @Test
    void letsReadersReadMostlyFromTheirTastes() {
        double own = FULL.reads().stream()
                        .filter(read -> FULL.tastesOf(reader(read))[FULL.tasteOf(book(read))] > 0)
                        .count()
                / (double) FULL.reads().size();

        // 75 % of the draws are loyal; noise meets a reader's tastes by chance, and refused repetitions shift a little.
        assertThat(own).isBetween(0.72, 0.84);
    }

    @Test
    void makesAFewBooksPopularAndMostOfThemNot() {
        long[] readsOfBook = new long[FULL.books().size()];
        FULL.reads().forEach(read -> readsOfBook[read.book()]++);
        Arrays.sort(readsOfBook);
        int tenth = readsOfBook.length / 10;
        double topShare = Arrays.stream(readsOfBook, readsOfBook.length - tenth, readsOfBook.length)
                        .sum()
                / (double) FULL.reads().size();

        assertThat(topShare)
                .as("share of reads that go to the most popular tenth")
                .isBetween(0.3, 0.7);
        assertThat(readsOfBook[readsOfBook.length / 2] * 3L)
                .as("thrice the median")
                .isLessThan(readsOfBook[readsOfBook.length - tenth]);
    }

    @Test
    void letsSomeReadersReadManyTimesTheMedian() {
        int[] readsOfReader = new int[FULL.readers().size()];
        FULL.reads().forEach(read -> readsOfReader[read.reader()]++);
        Arrays.sort(readsOfReader);

        assertThat(readsOfReader[0]).isGreaterThanOrEqualTo(1);
        assertThat(readsOfReader[readsOfReader.length / 2]).isBetween(14, 22);
        assertThat(readsOfReader[readsOfReader.length - 1]).isGreaterThan(100);
    }

    @Test
    void neverLetsAReaderReadABookTwice() {
        Set<List<Integer>> pairs = FULL.reads().stream()
                .map(read -> List.of(read.reader(), read.book()))
                .collect(Collectors.toSet());

        assertThat(pairs).hasSize(FULL.reads().size());
    }

    @Test
    void likesBooksOfTheReadersTastesBetter() {
        assertThat(meanRating(true)).isGreaterThan(meanRating(false) + 0.8);
        assertThat(FULL.reads()).allSatisfy(read -> assertThat(read.rating()).isBetween(1, 5));
    }

    private static double meanRating(boolean own) {
        return FULL.reads().stream()
                .filter(read -> FULL.tastesOf(reader(read))[FULL.tasteOf(book(read))] > 0 == own)
                .flatMapToDouble(read -> DoubleStream.of(read.rating()))
                .average()
                .orElseThrow();
    }

    @Test
    void spreadsReadsOverThreeYears() {
        long last = TasteGraph.FIRST_SECOND + TasteGraph.SPAN_SECONDS;

        assertThat(FULL.reads()).allSatisfy(read -> assertThat(read.at()).isBetween(TasteGraph.FIRST_SECOND, last));
        assertThat(FULL.reads().stream().mapToLong(Read::at).min().orElseThrow())
                .isLessThan(TasteGraph.FIRST_SECOND + 86_400);
    }

    @Test
    void namesEveryBookAndPersonDifferently() {
        assertThat(new HashSet<>(FULL.books().stream().map(Book::title).toList()))
                .hasSize(FULL.books().size());
        assertThat(new HashSet<>(FULL.readers().stream().map(Reader::name).toList()))
                .hasSize(FULL.readers().size());
    }

    @Test
    void neverNamesAVolumeAtTheDefaultSize() {
        assertThat(FULL.books()).noneMatch(book -> book.title().contains("volume"));
    }

    @Test
    void refusesASizeOutOfRange() {
        assertThatThrownBy(() -> TasteGraph.generate(99, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Value for `size` was `99`, but must be within the range [100, 1000000].");
    }

    private static Reader reader(Read read) {
        return FULL.readers().get(read.reader());
    }

    private static Book book(Read read) {
        return FULL.books().get(read.book());
    }
}
