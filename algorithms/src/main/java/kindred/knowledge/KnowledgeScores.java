package kindred.knowledge;

import java.util.concurrent.ConcurrentLinkedQueue;
import kindred.evaluate.LinkScores;
import kindred.math.Gemm;
import kindred.math.Matrix;
import kindred.math.Parallel;
import kindred.model.EmbeddingTable;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.QuantisedTable;
import kindred.model.RelationTable;

/**
 * Scores facts over the nodes of a trained model. With reciprocal relations, heads are found as the tails of the inverse relation. Holds nothing but the
 * model's own tables, so that one is made for a single call.
 */
public final class KnowledgeScores implements LinkScores {

    private static final int MOST_ROWS = 4096;

    private final EmbeddingTable nodes;
    private final QuantisedTable compressed;
    private final RelationTable relations;
    private final Scorer scorer;
    private final int dimension;
    private final ConcurrentLinkedQueue<Scratch> idle = new ConcurrentLinkedQueue<>();

    /** What one thread needs. */
    private static final class Scratch {
        private final Gemm gemm = new Gemm();
        private float[] queries = {};
        private final float[] perNode = new float[MOST_ROWS];
    }

    /** @throws IllegalArgumentException if the relations were trained with a score function that is not known */
    public KnowledgeScores(EmbeddingTable nodes, RelationTable relations) {
        this(nodes, null, relations);
    }

    private KnowledgeScores(EmbeddingTable nodes, QuantisedTable compressed, RelationTable relations) {
        this.nodes = nodes;
        this.compressed = compressed;
        this.relations = relations;
        this.scorer = Scorers.named(relations.scorer());
        this.dimension = nodes == null ? compressed.dimension() : nodes.dimension();
    }

    /** Scores by a model; where its vectors are compressed, without decompressing them. */
    public static KnowledgeScores of(KnowledgeEmbeddings model) {
        QuantisedTable compressed = model.quantised().orElse(null);
        boolean asIs =
                compressed == null || Scorers.named(model.relations().scorer()).comparison() != Comparison.DOT;
        return asIs
                ? new KnowledgeScores(model.embeddings(), model.relations())
                : new KnowledgeScores(null, compressed, model.relations());
    }

    @Override
    public int nodeCount() {
        return nodes == null ? compressed.rows() : nodes.rows();
    }

    public int dimension() {
        return dimension;
    }

    /** The vector of a node, copied. */
    private float[] vector(int node) {
        if (nodes != null) {
            return nodes.row(node);
        }
        float[] vector = new float[dimension];
        compressed.decode(node, vector, 0);
        return vector;
    }

    /** Score of one fact, by the formula of the paper. */
    public float score(int head, int relation, int tail) {
        EmbeddingTable by = relations.vectors();
        return (float)
                scorer.score(vector(head), 0, by.page(relation), by.offset(relation), vector(tail), 0, dimension);
    }

    /** How queries compare with nodes. */
    public Comparison comparison() {
        return scorer.comparison();
    }

    /** Writes the query of (head, relation, ?). */
    public void tailQuery(int head, int relation, float[] query, int offset) {
        tailQuery(vector(head), relation, query, offset);
    }

    /** Writes the query of (head, relation, ?) for a head that need not be a node of the model. */
    public void tailQuery(float[] head, int relation, float[] query, int offset) {
        EmbeddingTable by = relations.vectors();
        scorer.tailQuery(head, 0, by.page(relation), by.offset(relation), query, offset, dimension);
    }

    /** Writes the query of (?, relation, tail). */
    public void headQuery(int relation, int tail, float[] query, int offset) {
        if (relations.reciprocal()) {
            tailQuery(tail, relations.types().size() + relation, query, offset);
            return;
        }
        EmbeddingTable by = relations.vectors();
        scorer.headQuery(by.page(relation), by.offset(relation), vector(tail), 0, query, offset, dimension);
    }

    @Override
    public void tails(int[] heads, int[] by, float[] out) {
        Scratch scratch = take(heads.length);
        for (int i = 0; i < heads.length; i++) {
            tailQuery(heads[i], by[i], scratch.queries, i * dimension);
        }
        compare(scratch, heads.length, out);
    }

    @Override
    public void heads(int[] by, int[] tails, float[] out) {
        Scratch scratch = take(tails.length);
        for (int i = 0; i < tails.length; i++) {
            headQuery(by[i], tails[i], scratch.queries, i * dimension);
        }
        compare(scratch, tails.length, out);
        for (int i = 0; i < tails.length && !relations.reciprocal(); i++) {
            addBias(by[i], tails[i], out, i * nodeCount());
        }
    }

    private void addBias(int relation, int tail, float[] out, int from) {
        EmbeddingTable by = relations.vectors();
        float bias = scorer.headBias(by.page(relation), by.offset(relation), vector(tail), 0, dimension);
        for (int i = from; i < from + nodeCount() && bias != 0; i++) {
            out[i] += bias;
        }
    }

    private Scratch take(int count) {
        Scratch taken = idle.poll();
        Scratch scratch = taken == null ? new Scratch() : taken;
        if (scratch.queries.length < count * dimension) {
            scratch.queries = new float[count * dimension];
        }
        return scratch;
    }

    private void compare(Scratch scratch, int count, float[] out) {
        if (compressed == null) {
            compareRows(scratch, count, out);
        } else {
            float[] query = new float[dimension];
            for (int i = 0; i < count; i++) {
                System.arraycopy(scratch.queries, i * dimension, query, 0, dimension);
                compressed.lookup(query).scores(0, nodeCount(), out, i * nodeCount());
            }
        }
        idle.add(scratch);
    }

    /** Some rows of the table at a time, none of which lies in two pages. */
    private void compareRows(Scratch scratch, int count, float[] out) {
        Matrix queries = Matrix.of(scratch.queries, count, dimension);
        Matrix scores = Matrix.of(out, count, nodeCount());
        for (int from = 0; from < nodeCount(); ) {
            int rows = Math.min(MOST_ROWS, nodes.rowsInPage(from));
            Matrix part = new Matrix(nodes.page(from), nodes.offset(from), rows, dimension, dimension, false);
            scorer.comparison()
                    .scores(queries, part, scores.columns(from, rows), scratch.perNode, scratch.gemm, Parallel.NONE);
            from += rows;
        }
    }
}
