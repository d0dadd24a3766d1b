package kindred.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import kindred.quickstart.TasteGraph.Book;
import kindred.quickstart.TasteGraph.Reader;
import org.junit.jupiter.api.Test;

class TasteCheckTest {

    private final TasteGraph library = TasteGraph.generate(2000, 3);
    private final TasteCheck check = new TasteCheck(library);

    @Test
    void isOneForBooksOfTheReadersTastesOnly() {
        Reader reader = library.readers().get(5);
        List<String> books = library.books().stream()
                .filter(book -> library.tastesOf(reader)[library.tasteOf(book)] > 0)
                .map(Book::id)
                .toList();

        assertThat(check.ownTasteShare(Map.of(reader.id(), books))).isEqualTo(1);
    }

    @Test
    void isZeroForBooksOfOtherTastesOnly() {
        Reader reader = library.readers().get(5);
        List<String> books = library.books().stream()
                .filter(book -> library.tastesOf(reader)[library.tasteOf(book)] == 0)
                .map(Book::id)
                .toList();

        assertThat(check.ownTasteShare(Map.of(reader.id(), books))).isZero();
    }

    @Test
    void agreesWithBlindDrawsOnWhatChanceReaches() {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, List<String>> drawn = new HashMap<>();
        for (Reader reader : library.readers()) {
            List<String> books = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                books.add(library.books()
                        .get(random.nextInt(library.books().size()))
                        .id());
            }
            drawn.put(reader.id(), books);
        }

        // 40,000 draws with probability about 1/8: three standard errors are 0.005.
        assertThat(check.ownTasteShare(drawn)).isCloseTo(check.byChance(drawn.keySet()), within(0.01));
    }

    @Test
    void namesTheStrongestTasteFirst() {
        String secret = check.secretOf("r1");
        double strongest = 0;
        double[] tastes = library.tastesOf(library.readers().get(0));
        String name = "";
        for (int taste = 0; taste < tastes.length; taste++) {
            if (tastes[taste] > strongest) {
                strongest = tastes[taste];
                name = library.tasteName(taste);
            }
        }

        assertThat(secret).startsWith(name + " " + Math.round(100 * strongest) + " %");
    }
}
