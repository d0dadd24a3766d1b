package kindred.procedures.knowledge;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.graph.NodeIndex;
import kindred.knowledge.KnowledgeScores;
import kindred.procedures.read.Ids;
import kindred.procedures.run.Caller;
import kindred.retrieve.Neighbours;
import kindred.retrieve.TopK;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;

/** Finds the missing ends of relationships of one type: all nodes are scored, and what may not be predicted is left out before counting. */
final class LinkPredictor {

    /** The configuration of {@code kindred.knowledge.predict}. */
    record Config(
            @Doc(
                    "Which end is missing: `tails`, to which relationships from the given nodes lead, or `heads`, from which they come.")
            Side direction,

            @Doc("How many nodes to predict for each given one.")
            int topK,

            @Doc("Label of the nodes to predict; any by default.")
            Optional<String> targetLabel,

            @Doc(
                    "Whether to leave out what the given node has a relationship of this type with in the database now, in this direction.")
            boolean excludeKnown) {

        static final Config DEFAULTS = new Config(Side.TAILS, 10, Optional.empty(), true);

        Config {
            Check.range("topK", topK, 1, 1_000_000);
        }
    }

    /** Bounds the memory of a call: 16 MiB of scores, or those of one query. */
    private static final int SCORES_AT_ONCE = 1 << 22;

    private static final int QUERIES_AT_ONCE = 256;

    private final Caller caller;
    private final KnowledgeModel model;
    private final NodeIndex nodes;
    private final String type;
    private final int relation;
    private final Config config;

    /** @throws IllegalArgumentException if the model does not know the type */
    LinkPredictor(Caller caller, KnowledgeModel model, String type, Config config) {
        this.caller = caller;
        this.model = model;
        this.nodes = model.content().nodes();
        this.type = type;
        this.relation = model.relation(type);
        this.config = config;
    }

    /**
     * The most plausible nodes for each of the given ones, in their order. Computed a batch at a time, as they are asked for.
     *
     * @throws IllegalArgumentException if a given node is not in the model, or the target label is known to nobody
     */
    Stream<Prediction> predict(List<Node> given) {
        int[] queries =
                given.stream().mapToInt(node -> model.node(Ids.of(node))).toArray();
        if (queries.length == 0) {
            return Stream.empty();
        }
        Optional<BitSet> targets =
                config.targetLabel().map(label -> LabelledNodes.of(caller.transaction(), nodes, label));
        KnowledgeScores facts = KnowledgeScores.of(model.content());
        int fitting = Math.max(1, SCORES_AT_ONCE / nodes.nodeCount());
        int batch = Math.min(queries.length, Math.min(QUERIES_AT_ONCE, fitting));
        float[] scores = new float[batch * nodes.nodeCount()];
        return IntStream.iterate(0, first -> first < queries.length, first -> first + batch)
                .boxed()
                .flatMap(first -> {
                    caller.terminationCheck().run();
                    int end = Math.min(queries.length, first + batch);
                    score(facts, Arrays.copyOfRange(queries, first, end), scores);
                    return best(given.subList(first, end), scores, targets).stream();
                });
    }

    private void score(KnowledgeScores facts, int[] queries, float[] scores) {
        int[] relations = new int[queries.length];
        Arrays.fill(relations, relation);
        if (config.direction() == Side.TAILS) {
            facts.tails(queries, relations, scores);
        } else {
            facts.heads(relations, queries, scores);
        }
    }

    private List<Prediction> best(List<Node> sources, float[] scores, Optional<BitSet> targets) {
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Node source = sources.get(i);
            Neighbours found = TopK.of(
                    scores, i * nodes.nodeCount(), nodes.nodeCount(), config.topK(), acceptable(source, targets));
            for (int place = 0; place < found.size(); place++) {
                float score = found.scores()[place];
                long rank = place + 1L;
                stored(found.ids()[place])
                        .ifPresent(node -> predictions.add(new Prediction(source, node, score, rank)));
            }
        }
        return predictions;
    }

    /** Whether a node still exists is the dearest question, and comes last. */
    private IntPredicate acceptable(Node source, Optional<BitSet> targets) {
        LongSet known = config.excludeKnown() ? known(source) : LongSet.of();
        IntPredicate isNew = node -> !known.contains(nodes.databaseId(node));
        return targets.map(labelled -> isNew.and(labelled::get))
                .orElse(isNew)
                .and(node -> stored(node).isPresent());
    }

    private Optional<Node> stored(int node) {
        return Ids.find(caller.transaction(), nodes.databaseId(node));
    }

    private LongSet known(Node source) {
        LongSet known = new LongOpenHashSet();
        Iterable<Relationship> relationships = type.equals(KnowledgeModel.ALL_TYPES)
                ? source.getRelationships(config.direction().direction())
                : source.getRelationships(config.direction().direction(), RelationshipType.withName(type));
        for (Relationship relationship : relationships) {
            known.add(Ids.of(relationship.getOtherNode(source)));
        }
        return known;
    }
}
