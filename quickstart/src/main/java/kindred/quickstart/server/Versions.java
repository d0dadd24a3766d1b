package kindred.quickstart.server;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: Kindred, and the lines that it was built for. */
public final class Versions implements IVersionProvider {

    @Override
    public String[] getVersion() {
        List<String> lines = new ArrayList<>(List.of("Kindred " + Line.kindredVersion()));
        for (Line line : Line.values()) {
            lines.add("  line " + line.label() + ": Neo4j " + line.neo4jVersion() + ", GDS " + line.gdsVersion());
        }
        return lines.toArray(String[]::new);
    }
}
