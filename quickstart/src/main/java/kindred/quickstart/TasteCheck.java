package kindred.quickstart;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kindred.quickstart.TasteGraph.Book;
import kindred.quickstart.TasteGraph.Reader;

/**
 * Judges recommendations by the truth that the database never saw: how many of the recommended books belong to one of the
 * reader's planted tastes.
 */
final class TasteCheck {

    private final TasteGraph library;
    private final double[] shareOfBooks;

    TasteCheck(TasteGraph library) {
        this.library = library;
        this.shareOfBooks = new double[library.tasteCount()];
        for (Book book : library.books()) {
            shareOfBooks[library.tasteOf(book)] += 1.0 / library.books().size();
        }
    }

    /**
     * The mean over readers of the share of their books that match their tastes, in [0, 1].
     *
     * @param booksOfReader ids of books by id of reader; none may be empty
     */
    double ownTasteShare(Map<String, List<String>> booksOfReader) {
        return booksOfReader.entrySet().stream()
                .mapToDouble(entry -> ownTasteShare(reader(entry.getKey()), entry.getValue()))
                .average()
                .orElseThrow();
    }

    private double ownTasteShare(Reader reader, List<String> books) {
        double[] tastes = library.tastesOf(reader);
        long own = books.stream()
                .filter(id -> tastes[library.tasteOf(book(id))] > 0)
                .count();
        return (double) own / books.size();
    }

    /** The share that books drawn blindly would reach for these readers, in expectation. */
    double byChance(Iterable<String> readers) {
        double sum = 0;
        int count = 0;
        for (String id : readers) {
            double[] tastes = library.tastesOf(reader(id));
            for (int taste = 0; taste < tastes.length; taste++) {
                sum += tastes[taste] > 0 ? shareOfBooks[taste] : 0;
            }
            count++;
        }
        return sum / count;
    }

    /** A reader's secret, strongest taste first: {@code Sea stories 64 %, Cookery 36 %}. */
    String secretOf(String readerId) {
        double[] tastes = library.tastesOf(reader(readerId));
        Integer[] order = new Integer[tastes.length];
        Arrays.setAll(order, taste -> taste);
        Arrays.sort(order, (a, b) -> Double.compare(tastes[b], tastes[a]));
        StringBuilder secret = new StringBuilder();
        for (int taste : order) {
            if (tastes[taste] > 0) {
                secret.append(secret.length() == 0 ? "" : ", ")
                        .append(library.tasteName(taste))
                        .append(" %d %%".formatted(Math.round(100 * tastes[taste])));
            }
        }
        return secret.toString();
    }

    /** The name of the taste a book was written for. */
    String tasteOf(String bookId) {
        return library.tasteName(library.tasteOf(book(bookId)));
    }

    private Reader reader(String id) {
        return library.readers().get(Integer.parseInt(id.substring(1)) - 1);
    }

    private Book book(String id) {
        return library.books().get(Integer.parseInt(id.substring(1)) - 1);
    }
}
