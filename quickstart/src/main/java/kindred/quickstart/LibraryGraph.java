package kindred.quickstart;

import java.util.ArrayList;
import java.util.List;
import kindred.quickstart.TasteGraph.Book;
import kindred.quickstart.TasteGraph.Follow;
import kindred.quickstart.TasteGraph.Read;
import org.neo4j.graphdb.GraphDatabaseService;

/**
 * Puts a {@link TasteGraph} into a database: {@code (:Reader)-[:READ {at, rating}]->(:Book)-[:WRITTEN_BY]->(:Author)},
 * {@code (:Book)-[:ABOUT]->(:Topic)}, {@code (:Reader)-[:FOLLOWS]->(:Author)}. The planted tastes stay outside.
 */
final class LibraryGraph {

    private LibraryGraph() {}

    /** @return the loader, which knows how much it loaded */
    static GraphLoader load(TasteGraph library, GraphDatabaseService database) {
        GraphLoader loader = new GraphLoader(database);
        String[] readers = loader.nodes("Reader", library.readers().size(), (i, node) -> {
            node.setProperty("id", library.readers().get(i).id());
            node.setProperty("name", library.readers().get(i).name());
        });
        String[] books = loader.nodes("Book", library.books().size(), (i, node) -> {
            Book book = library.books().get(i);
            node.setProperty("id", book.id());
            node.setProperty("title", book.title());
            node.setProperty("year", book.year());
        });
        String[] authors = loader.nodes("Author", library.authors().size(), (i, node) -> {
            node.setProperty("id", library.authors().get(i).id());
            node.setProperty("name", library.authors().get(i).name());
        });
        List<String> topicNames = library.topics();
        String[] topics =
                loader.nodes("Topic", topicNames.size(), (i, node) -> node.setProperty("name", topicNames.get(i)));
        loadReads(library, loader, readers, books);
        loader.relationships(
                "WRITTEN_BY",
                books.length,
                i -> books[i],
                i -> authors[library.books().get(i).author()],
                GraphLoader.Properties.NONE);
        loadTopics(library, loader, books, topics);
        List<Follow> follows = library.follows();
        loader.relationships(
                "FOLLOWS",
                follows.size(),
                i -> readers[follows.get(i).reader()],
                i -> authors[follows.get(i).author()],
                GraphLoader.Properties.NONE);
        return loader;
    }

    private static void loadReads(TasteGraph library, GraphLoader loader, String[] readers, String[] books) {
        List<Read> reads = library.reads();
        loader.relationships(
                "READ",
                reads.size(),
                i -> readers[reads.get(i).reader()],
                i -> books[reads.get(i).book()],
                (i, relationship) -> {
                    relationship.setProperty("at", reads.get(i).at());
                    relationship.setProperty("rating", reads.get(i).rating());
                });
    }

    private static void loadTopics(TasteGraph library, GraphLoader loader, String[] books, String[] topics) {
        List<String> names = library.topics();
        record About(int book, int topic) {}
        List<About> links = new ArrayList<>();
        for (int b = 0; b < books.length; b++) {
            for (String topic : library.books().get(b).topics()) {
                links.add(new About(b, names.indexOf(topic)));
            }
        }
        loader.relationships(
                "ABOUT",
                links.size(),
                i -> books[links.get(i).book()],
                i -> topics[links.get(i).topic()],
                GraphLoader.Properties.NONE);
    }
}
