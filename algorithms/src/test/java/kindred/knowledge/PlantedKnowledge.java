package kindred.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kindred.config.ConfigReader;
import kindred.evaluate.KnowledgeEvaluation;
import kindred.graph.KnownTriples;
import kindred.graph.Projection;
import kindred.graph.ProjectionBuilder;
import kindred.graph.Triples;
import kindred.math.Seeds;
import kindred.model.KnowledgeEmbeddings;
import kindred.train.Trainer;
import kindred.train.TrainingRun;

/** Facts that follow a rule, some of which are kept from training: whoever has learned the rule finds them. */
final class PlantedKnowledge {

    private record Fact(String type, int head, int tail) {}

    private final int nodeCount;
    private final List<Fact> trained = new ArrayList<>();
    private final List<Fact> held = new ArrayList<>();
    private final Seeds seeds = new Seeds(17);

    PlantedKnowledge(int nodeCount) {
        this.nodeCount = nodeCount;
    }

    PlantedKnowledge fact(String type, int head, int tail) {
        trained.add(new Fact(type, head, tail));
        return this;
    }

    /** A fact that is kept from training in one of so many cases, by chance. */
    PlantedKnowledge sometimesHeld(int oneIn, String type, int head, int tail) {
        boolean hold = Seeds.bounded(seeds.at(trained.size() + held.size()), oneIn) == 0;
        (hold ? held : trained).add(new Fact(type, head, tail));
        return this;
    }

    private static Projection graph(int nodeCount, List<Fact> facts) {
        ProjectionBuilder builder = new ProjectionBuilder().nodes("Node", 0, nodeCount);
        facts.forEach(fact -> builder.relationship(fact.type(), fact.head(), fact.tail()));
        return builder.build();
    }

    Projection graph() {
        return graph(nodeCount, trained);
    }

    /** Facts over the relations of a model, which may have more of them. */
    private Triples triples(KnowledgeEmbeddings model, List<Fact> facts) {
        List<String> types = model.relations().types();
        return new Triples(
                nodeCount,
                types,
                facts.stream().mapToInt(Fact::head).toArray(),
                facts.stream().mapToInt(fact -> types.indexOf(fact.type())).toArray(),
                facts.stream().mapToInt(Fact::tail).toArray(),
                null);
    }

    /** How high the facts stand that were kept from training. */
    KnowledgeEvaluation.Score judge(KnowledgeEmbeddings model) {
        Triples test = triples(model, held);
        try (TrainingRun run = TrainingRun.quiet(1, 1)) {
            return new KnowledgeEvaluation(test, new KnownTriples(test, triples(model, trained)))
                    .judge(KnowledgeScores.of(model), run)
                    .overall()
                    .both();
        }
    }

    /** Of the facts that were kept from training the share that scores higher than the reverse of it does. */
    double tellsDirections(KnowledgeEmbeddings model) {
        KnowledgeScores scores = KnowledgeScores.of(model);
        long right = held.stream()
                .filter(fact -> {
                    int relation = model.relations().indexOf(fact.type());
                    return scores.score(fact.head(), relation, fact.tail())
                            > scores.score(fact.tail(), relation, fact.head());
                })
                .count();
        return right / (double) held.size();
    }

    static <C extends Record> KnowledgeEmbeddings train(
            Trainer<C, KnowledgeEmbeddings> trainer, Projection graph, Map<String, Object> values) {
        return train(trainer, graph, values, 1);
    }

    static <C extends Record> KnowledgeEmbeddings train(
            Trainer<C, KnowledgeEmbeddings> trainer, Projection graph, Map<String, Object> values, int concurrency) {
        Map<String, Object> all = new HashMap<>(Map.of("embeddingDimension", 16, "epochs", 100));
        all.putAll(values);
        try (TrainingRun run = TrainingRun.quiet(5, concurrency)) {
            return trainer.train(graph, ConfigReader.read(trainer.defaults(), all), run);
        }
    }

    /** A grid of so many columns and rows, whose nodes have a right and an upper neighbour. */
    static PlantedKnowledge grid(int columns, int rows) {
        PlantedKnowledge grid = new PlantedKnowledge(columns * rows);
        for (int x = 0; x < columns; x++) {
            for (int y = 0; y < rows; y++) {
                int node = x * rows + y;
                if (x + 1 < columns) {
                    grid.sometimesHeld(6, "RIGHT", node, node + rows);
                }
                if (y + 1 < rows) {
                    grid.sometimesHeld(6, "UP", node, node + 1);
                }
                if (x + 1 < columns && y + 1 < rows) {
                    grid.sometimesHeld(6, "DIAGONAL", node, node + rows + 1);
                }
            }
        }
        return grid;
    }

    /** A ring with steps forth, steps back, and steps of two: an inversion and a composition. */
    static PlantedKnowledge ring(int nodes) {
        PlantedKnowledge ring = new PlantedKnowledge(nodes);
        for (int node = 0; node < nodes; node++) {
            ring.fact("NEXT", node, (node + 1) % nodes);
            ring.sometimesHeld(4, "BACK", (node + 1) % nodes, node);
            ring.sometimesHeld(4, "TWO_ON", node, (node + 2) % nodes);
        }
        return ring;
    }

    /** Friends within groups, in both directions, of which one may be missing. */
    static PlantedKnowledge friends(int groups, int size) {
        PlantedKnowledge friends = new PlantedKnowledge(groups * size);
        for (int group = 0; group < groups; group++) {
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    if (a != b) {
                        friends.sometimesHeld(6, "KNOWS", group * size + a, group * size + b);
                    }
                }
            }
        }
        return friends;
    }

    /** Who stands over whom: everybody over all that come later. */
    static PlantedKnowledge order(int nodes) {
        PlantedKnowledge order = new PlantedKnowledge(nodes);
        for (int above = 0; above < nodes; above++) {
            for (int below = above + 1; below < nodes; below++) {
                order.sometimesHeld(5, "ABOVE", above, below);
            }
        }
        return order;
    }
}
