package kindred.knowledge;

import java.util.ArrayList;
import java.util.List;
import kindred.graph.NodeIndex;
import kindred.graph.Projection;
import kindred.graph.Triples;
import kindred.math.Gemm;
import kindred.math.Matrix;
import kindred.math.Permutation;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.model.RelationTable;
import kindred.train.MemoryEstimate;
import kindred.train.ProductQuantisation.Importance;
import kindred.train.TrainingRun;

/**
 * What compression must not change about a knowledge model's vectors: scores. Nodes of each label are compared with the queries of facts that such nodes
 * complete, of which up to 131,072 facts, drawn at random, are looked at. A node counts by the square root of its number of facts: often seen ones more,
 * but not so much that the others are forgotten.
 */
public final class ScoreImportance {

    private static final int SAMPLE = 1 << 17;
    private static final int BLOCK = 256;

    private final KnowledgeScores scores;
    private final NodeIndex nodes;
    private final int dimension;
    private final Gemm gemm;
    private final List<Moments> moments = new ArrayList<>();

    /** The queries of a group, some of them still waiting to be summed up. */
    private final class Moments {
        private final float[] sums = new float[dimension * dimension];
        private final float[] waiting = new float[BLOCK * dimension];
        private int count;
        private double weight;

        /** The place for a further query. */
        private int place() {
            if (count == BLOCK) {
                sumUp();
            }
            return count++ * dimension;
        }

        private void sumUp() {
            Matrix queries = Matrix.of(waiting, count, dimension);
            gemm.multiplyAdd(queries.transposed(), queries, Matrix.of(sums, dimension, dimension));
            count = 0;
        }

        /** Their mean; where there are none, all directions are alike. */
        private double[] mean() {
            sumUp();
            if (weight == 0) {
                return Importance.even(0, dimension).moments().get(0);
            }
            double[] mean = new double[sums.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = sums[i] / weight;
            }
            return mean;
        }
    }

    private ScoreImportance(KnowledgeScores scores, NodeIndex nodes, TrainingRun run) {
        this.scores = scores;
        this.nodes = nodes;
        this.dimension = scores.dimension();
        this.gemm = new Gemm(run::parallel);
        for (int label = 0; label < nodes.labels().size(); label++) {
            moments.add(new Moments());
        }
    }

    /**
     * What is important about the vectors of a model.
     *
     * @param vectors those of its nodes
     * @param relations by a score function that is an inner product of a query and a node
     * @param graph what it was trained on
     */
    public static Importance of(EmbeddingTable vectors, RelationTable relations, Projection graph, TrainingRun run) {
        Triples facts = Triples.of(graph);
        ScoreImportance importance = new ScoreImportance(new KnowledgeScores(vectors, relations), graph.nodes(), run);
        importance.ask(facts, run);
        return new Importance(
                starts(graph.nodes()),
                importance.moments.stream().map(Moments::mean).toList(),
                weights(facts));
    }

    private void ask(Triples facts, TrainingRun run) {
        Permutation drawn = new Permutation(
                facts.count(), run.seeds().fork("facts for moments").seed());
        for (int i = 0; i < Math.min(facts.count(), SAMPLE); i++) {
            if (i % BLOCK == 0) {
                run.checkCancelled();
            }
            int fact = drawn.at(i);
            int head = facts.head(fact);
            int tail = facts.tail(fact);
            Moments ofTail = moments.get(nodes.labelOf(tail));
            int place = ofTail.place();
            scores.tailQuery(head, facts.relation(fact), ofTail.waiting, place);
            weigh(ofTail, place, facts.weight(fact));
            Moments ofHead = moments.get(nodes.labelOf(head));
            place = ofHead.place();
            scores.headQuery(facts.relation(fact), tail, ofHead.waiting, place);
            weigh(ofHead, place, facts.weight(fact));
        }
    }

    private void weigh(Moments of, int place, float weight) {
        of.weight += weight;
        Vectors.scale((float) Math.sqrt(weight), of.waiting, place, dimension);
    }

    private static int[] starts(NodeIndex nodes) {
        int[] starts = new int[nodes.labels().size() + 1];
        for (int label = 0; label < nodes.labels().size(); label++) {
            starts[label + 1] = nodes.end(label);
        }
        return starts;
    }

    private static float[] weights(Triples facts) {
        float[] weights = new float[facts.nodeCount()];
        for (int fact = 0; fact < facts.count(); fact++) {
            weights[facts.head(fact)]++;
            weights[facts.tail(fact)]++;
        }
        for (int node = 0; node < weights.length; node++) {
            weights[node] = (float) Math.sqrt(1 + weights[node]);
        }
        return weights;
    }

    /** Bytes on the heap, result included. */
    static MemoryEstimate estimate(long nodes, long facts, int dimension, long labels, boolean weighted) {
        return MemoryEstimate.of(
                "queries",
                4 * nodes + Triples.bytes(facts, weighted) + labels * dimension * (12L * dimension + 4 * BLOCK));
    }
}
