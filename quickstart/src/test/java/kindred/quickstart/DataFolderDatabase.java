package kindred.quickstart;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import kindred.data.DataFolder;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/**
 * A database with a data set in it, projected without directions as {@code graph}. The folder of data sets is given as system property
 * {@code kindred.data} or environment variable {@code KINDRED_DATA}; without it, the test is skipped.
 */
final class DataFolderDatabase implements AutoCloseable {

    private final EmbeddedDatabase database;
    private final Driver driver;
    private final Session session;

    private DataFolderDatabase(Path folder, String label, String type) {
        database = EmbeddedDatabase.start(EmbeddedDatabase.ANY_PORT, EmbeddedDatabase.NO_HTTP);
        driver = GraphDatabase.driver(database.boltUri());
        session = driver.session();
        FolderGraph.load(new DataFolder(folder), database.graph(), label, type);
        session.run("CALL gds.graph.project('graph', '%s', {%s: {orientation: 'UNDIRECTED'}})".formatted(label, type))
                .consume();
    }

    static DataFolderDatabase of(String name, String label, String type) {
        String data = System.getProperty("kindred.data", System.getenv("KINDRED_DATA"));
        assumeTrue(data != null, "no KINDRED_DATA");
        Path folder = Path.of(data, name);
        assumeTrue(Files.isDirectory(folder), () -> "no " + folder);
        return new DataFolderDatabase(folder, label, type);
    }

    Session session() {
        return session;
    }

    @Override
    public void close() {
        session.close();
        driver.close();
        database.close();
    }
}
