package kindred.quickstart;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A library with planted tastes: readers, books, authors and topics, generated from a seed. Every reader has a mixture of one
 * to four tastes and reads mostly from them; the rest is noise that follows the best-seller list. A taste is no heap but a
 * circle: an author has a place on it, the author's books stand around that place and are about the topics there, and a reader
 * likes one region of it. Within the region the popular books are read far more often than the others. Readers follow authors
 * of their regions, and read them.
 *
 * <p>Which taste a book or a reader has stays here and never enters the database, so that recommendations can be judged by
 * it: a recommender knows only who read what.
 *
 * <p>Everything grows with the number of readers; 14,000 readers make some 21,000 nodes and 360,000 relationships, in well
 * under a second. The same seed gives the same library.
 */
final class TasteGraph {

    /** Enough for 20,000 nodes and 300,000 relationships. */
    static final int DEFAULT_READERS = 14_000;

    /** Time of the first read, 2023-01-01T00:00Z, in epoch seconds; reads spread over {@link #SPAN_SECONDS} from there. */
    static final long FIRST_SECOND = 1_672_531_200L;

    static final long SPAN_SECONDS = 3L * 365 * 86_400;

    /** Share of reads that ignore the reader's tastes. */
    private static final double NOISE = 0.2;

    /** Share of books that are also about a topic of any taste. */
    private static final double FOREIGN_TOPIC = 0.12;

    /** Share of reads within a taste that go to an author the reader follows. */
    private static final double LOYALTY = 0.25;

    /** A book's popularity within its taste is (rank + offset)^-exponent: a long tail without a single runaway best-seller. */
    private static final double POPULARITY_EXPONENT = 0.9;

    private static final double POPULARITY_OFFSET = 4;

    /** Standard deviation of a book's distance from its author, on a circle of length one. */
    private static final double AUTHOR_SPREAD = 0.03;

    /** Standard deviation of the distance between what readers like best and what they read. */
    private static final double READER_SPREAD = 0.08;

    /** Draws after which a reader who likes none of the books gives up. */
    private static final int ATTEMPTS = 60;

    record Author(String id, String name) {}

    record Book(String id, String title, int year, int author, List<String> topics) {}

    record Reader(String id, String name) {}

    record Read(int reader, int book, long at, int rating) {}

    record Follow(int reader, int author) {}

    private final Library library = Library.read();
    private final List<Author> authors = new ArrayList<>();
    private final List<Book> books = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();
    private final List<Follow> follows = new ArrayList<>();
    private final int[] tasteOfAuthor;
    private final int[] tasteOfBook;
    private final double[] placeOfAuthor;
    private final double[] placeOfBook;
    private final double[][] tastesOfReader;
    private final double[][] placesOfReader;

    private TasteGraph(int readerCount, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int bookCount = Math.max(10 * library.tastes().size(), readerCount * 2 / 5);
        tasteOfAuthor = new int[Math.max(library.tastes().size(), bookCount / 5)];
        tasteOfBook = new int[bookCount];
        placeOfAuthor = new double[tasteOfAuthor.length];
        placeOfBook = new double[bookCount];
        tastesOfReader = new double[readerCount][];
        placesOfReader = new double[readerCount][];
        addAuthors(random.split());
        addBooks(random.split());
        addReaders(random.split());
        addReads(random.split());
    }

    /**
     * @param readers how many, at least 100; the rest of the library is sized after them
     * @param seed of all that is left to chance
     */
    static TasteGraph generate(int readers, long seed) {
        if (readers < 100 || readers > 1_000_000) {
            throw new IllegalArgumentException(
                    "Value for `size` was `%d`, but must be within the range [100, 1000000].".formatted(readers));
        }
        return new TasteGraph(readers, seed);
    }

    private void addAuthors(SplittableRandom random) {
        Set<String> taken = new HashSet<>();
        for (int a = 0; a < tasteOfAuthor.length; a++) {
            authors.add(new Author("a" + (a + 1), freshPerson(taken, random)));
            tasteOfAuthor[a] = a % library.tastes().size();
            placeOfAuthor[a] = random.nextDouble();
        }
    }

    private void addBooks(SplittableRandom random) {
        int[][] authorsOfTaste = members(tasteOfAuthor, library.tastes().size());
        Set<String> taken = new HashSet<>();
        for (int b = 0; b < tasteOfBook.length; b++) {
            int taste = random.nextInt(library.tastes().size());
            int[] pool = authorsOfTaste[taste];
            // The square favours the first authors of the pool: few write much, most write little.
            double luck = random.nextDouble();
            int author = pool[(int) (luck * luck * pool.length)];
            tasteOfBook[b] = taste;
            placeOfBook[b] = onCircle(placeOfAuthor[author] + AUTHOR_SPREAD * gaussian(random));
            books.add(new Book(
                    "b" + (b + 1),
                    freshTitle(library.tastes().get(taste), taken, random),
                    1950 + (int) (73 * Math.sqrt(random.nextDouble())),
                    author,
                    topics(taste, placeOfBook[b], random)));
        }
    }

    /** The two topics between which the book stands, and sometimes one from anywhere. */
    private List<String> topics(int taste, double place, SplittableRandom random) {
        List<String> own = library.tastes().get(taste).topics();
        int first = (int) (place * own.size());
        List<String> topics = new ArrayList<>(List.of(own.get(first), own.get((first + 1) % own.size())));
        if (random.nextDouble() < FOREIGN_TOPIC) {
            List<String> foreign = library.tastes()
                    .get(random.nextInt(library.tastes().size()))
                    .topics();
            String third = foreign.get(random.nextInt(foreign.size()));
            if (!topics.contains(third)) {
                topics.add(third);
            }
        }
        return List.copyOf(topics);
    }

    private void addReaders(SplittableRandom random) {
        int[][] authorsOfTaste = members(tasteOfAuthor, library.tastes().size());
        Set<String> taken = new HashSet<>();
        for (int r = 0; r < tastesOfReader.length; r++) {
            readers.add(new Reader("r" + (r + 1), freshPerson(taken, random)));
            tastesOfReader[r] = mixture(random);
            placesOfReader[r] = random.doubles(library.tastes().size()).toArray();
            addFollows(r, authorsOfTaste, random);
        }
    }

    private void addFollows(int reader, int[][] authorsOfTaste, SplittableRandom random) {
        Set<Integer> chosen = new HashSet<>();
        for (int attempts = 5 * random.nextInt(6); attempts > 0; attempts--) {
            int taste = draw(tastesOfReader[reader], random);
            int[] pool = authorsOfTaste[taste];
            double luck = random.nextDouble();
            int author = pool[(int) (luck * luck * pool.length)];
            if (likes(reader, taste, placeOfAuthor[author], random) && chosen.add(author)) {
                follows.add(new Follow(reader, author));
            }
        }
    }

    /** A place in the middle of the reader's region is always liked, one far away hardly ever. */
    private boolean likes(int reader, int taste, double place, SplittableRandom random) {
        double distance = Math.abs(placesOfReader[reader][taste] - place);
        double around = Math.min(distance, 1 - distance) / READER_SPREAD;
        return random.nextDouble() < Math.exp(-around * around / 2);
    }

    private static double onCircle(double place) {
        return place - Math.floor(place);
    }

    /** One to four tastes with shares that sum to one. */
    private double[] mixture(SplittableRandom random) {
        double[] shares = new double[library.tastes().size()];
        double luck = random.nextDouble();
        int count = luck < 0.2 ? 1 : luck < 0.6 ? 2 : luck < 0.85 ? 3 : 4;
        double left = 1;
        for (int i = 0; i < count; i++) {
            double share = i == count - 1 ? left : left * (0.45 + 0.35 * random.nextDouble());
            shares[random.nextInt(shares.length)] += share;
            left -= share;
        }
        return shares;
    }

    private void addReads(SplittableRandom random) {
        Popularity popularity =
                new Popularity(members(tasteOfBook, library.tastes().size()), tasteOfBook.length);
        int[] authorOfBook = books.stream().mapToInt(Book::author).toArray();
        int[][] booksOfAuthor = members(authorOfBook, authors.size());
        int follow = 0;
        BitSet read = new BitSet(books.size());
        for (int r = 0; r < readers.size(); r++) {
            int firstFollow = follow;
            while (follow < follows.size() && follows.get(follow).reader() == r) {
                follow++;
            }
            List<Follow> own = follows.subList(firstFollow, follow);
            read.clear();
            int wanted = readCount(random);
            for (int attempt = 0; attempt < 4 * wanted && read.cardinality() < wanted; attempt++) {
                int book = nextBook(r, own, booksOfAuthor, popularity, random);
                if (book >= 0 && !read.get(book)) {
                    read.set(book);
                    reads.add(new Read(r, book, moment(random), rating(r, book, random)));
                }
            }
        }
    }

    /** Log-normal around 18, at least 5: most people read a little, some read a lot. */
    private static int readCount(SplittableRandom random) {
        return (int) Math.min(250, Math.max(5, Math.round(18 * Math.exp(0.6 * gaussian(random)))));
    }

    private int nextBook(
            int reader, List<Follow> follows, int[][] booksOfAuthor, Popularity popularity, SplittableRandom random) {
        if (random.nextDouble() < NOISE) {
            return popularity.anyBook(random);
        }
        if (!follows.isEmpty() && random.nextDouble() < LOYALTY) {
            int[] works =
                    booksOfAuthor[follows.get(random.nextInt(follows.size())).author()];
            return works.length == 0 ? -1 : works[random.nextInt(works.length)];
        }
        int taste = draw(tastesOfReader[reader], random);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int book = popularity.bookOf(taste, random);
            if (likes(reader, taste, placeOfBook[book], random)) {
                return book;
            }
        }
        return -1;
    }

    private static long moment(SplittableRandom random) {
        return FIRST_SECOND + (long) (random.nextDouble() * SPAN_SECONDS);
    }

    /** Stars from 1 to 5: about 4 within the reader's tastes, about 3 outside. */
    private int rating(int reader, int book, SplittableRandom random) {
        double mean = tastesOfReader[reader][tasteOfBook[book]] > 0 ? 4.1 : 2.9;
        return (int) Math.max(1, Math.min(5, Math.round(mean + 0.8 * gaussian(random))));
    }

    /** Box and Muller's transform; {@code SplittableRandom.nextGaussian} may change between Java releases. */
    private static double gaussian(SplittableRandom random) {
        double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
        return radius * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private static int draw(double[] shares, SplittableRandom random) {
        double left = random.nextDouble();
        int last = 0;
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                last = i;
                left -= shares[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /** Positions grouped by their value, in ascending order. */
    private static int[][] members(int[] groupOf, int groups) {
        int[] sizes = new int[groups];
        for (int group : groupOf) {
            sizes[group]++;
        }
        int[][] members = new int[groups][];
        for (int g = 0; g < groups; g++) {
            members[g] = new int[sizes[g]];
        }
        for (int i = groupOf.length - 1; i >= 0; i--) {
            members[groupOf[i]][--sizes[groupOf[i]]] = i;
        }
        return members;
    }

    private String freshPerson(Set<String> taken, SplittableRandom random) {
        String name = library.person(random);
        for (int number = 2; !taken.add(name); number++) {
            name = number < 8 ? library.person(random) : library.person(random) + " " + number;
        }
        return name;
    }

    private static String freshTitle(Library.Taste taste, Set<String> taken, SplittableRandom random) {
        String title = taste.title(random);
        for (int number = 2; !taken.add(title); number++) {
            title = number < 12 ? taste.title(random) : taste.title(random) + " (volume %d)".formatted(number);
        }
        return title;
    }

    List<Author> authors() {
        return authors;
    }

    List<Book> books() {
        return books;
    }

    List<Reader> readers() {
        return readers;
    }

    /** In order of readers. */
    List<Read> reads() {
        return reads;
    }

    List<Follow> follows() {
        return follows;
    }

    /** All topics, whether a book is about them or not. */
    List<String> topics() {
        return library.tastes().stream()
                .flatMap(taste -> taste.topics().stream())
                .distinct()
                .toList();
    }

    int tasteCount() {
        return library.tastes().size();
    }

    String tasteName(int taste) {
        return library.tastes().get(taste).name();
    }

    /** The truth that the database never sees: which taste a book was written for. */
    int tasteOf(Book book) {
        return tasteOfBook[Integer.parseInt(book.id().substring(1)) - 1];
    }

    /** The truth that the database never sees: how much of each taste a reader has; sums to one. */
    double[] tastesOf(Reader reader) {
        return tastesOfReader[Integer.parseInt(reader.id().substring(1)) - 1].clone();
    }

    /** Draws books by their popularity, within a taste or from the whole best-seller list. */
    private static final class Popularity {
        private final int[][] booksOfTaste;
        private final double[][] cumulative;
        private final int bookCount;

        Popularity(int[][] booksOfTaste, int bookCount) {
            this.booksOfTaste = booksOfTaste;
            this.bookCount = bookCount;
            this.cumulative = new double[booksOfTaste.length][];
            for (int taste = 0; taste < booksOfTaste.length; taste++) {
                double[] sums = new double[booksOfTaste[taste].length];
                double sum = 0;
                for (int rank = 0; rank < sums.length; rank++) {
                    sum += Math.pow(rank + POPULARITY_OFFSET, -POPULARITY_EXPONENT);
                    sums[rank] = sum;
                }
                cumulative[taste] = sums;
            }
        }

        /** Tastes count by how many books they have, so that the best-seller list mixes all of them. */
        int anyBook(SplittableRandom random) {
            int left = random.nextInt(bookCount);
            int taste = 0;
            while (left >= booksOfTaste[taste].length) {
                left -= booksOfTaste[taste++].length;
            }
            return bookOf(taste, random);
        }

        int bookOf(int taste, SplittableRandom random) {
            double[] sums = cumulative[taste];
            double sought = random.nextDouble() * sums[sums.length - 1];
            int low = 0;
            int high = sums.length - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sums[middle] <= sought) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return booksOfTaste[taste][low];
        }
    }
}
