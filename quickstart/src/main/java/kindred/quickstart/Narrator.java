package kindred.quickstart;

import java.util.ArrayList;
import java.util.List;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.MapAccessor;

/** Shows Cypher, sends it over Bolt as any client would, and shows what comes back. */
final class Narrator {

    private final Screen screen;
    private final Driver driver;

    Narrator(Screen screen, Driver driver) {
        this.screen = screen;
        this.driver = driver;
    }

    Screen screen() {
        return screen;
    }

    /** Shows a statement, runs it, shows its rows. */
    List<Record> tell(String cypher) {
        screen.cypher(cypher);
        List<Record> rows = ask(cypher);
        show(rows);
        return rows;
    }

    /** The same for a statement that takes long and reports to {@code kindred.progress()}. */
    List<Record> tellWithProgress(String cypher) {
        screen.cypher(cypher);
        List<Record> rows = new TrainingBar(screen, driver).during(() -> ask(cypher));
        show(rows);
        return rows;
    }

    /** Runs a statement without a word. Parameters as key, value, key, value. */
    List<Record> ask(String cypher, Object... parameters) {
        try (Session session = driver.session()) {
            return session.run(cypher, org.neo4j.driver.Values.parameters(parameters))
                    .list();
        }
    }

    void show(List<Record> rows) {
        if (rows.isEmpty()) {
            screen.note("(no rows)");
            return;
        }
        List<List<Object>> cells = new ArrayList<>();
        for (Record row : rows) {
            cells.add(row.values().stream().map(Value::asObject).toList());
        }
        screen.table(rows.get(0).keys(), cells);
    }

    /** A text as a Cypher literal. */
    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** A number of a row, whole or not. */
    static double number(MapAccessor row, String column) {
        return row.get(column).asNumber().doubleValue();
    }
}
