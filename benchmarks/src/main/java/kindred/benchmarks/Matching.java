package kindred.benchmarks;

import java.util.Optional;
import java.util.function.UnaryOperator;
import kindred.evaluate.Contestant;
import kindred.evaluate.Interactions;
import kindred.graph.NodeIndex;
import kindred.judge.EmbeddingContestant;
import kindred.knowledge.KnowledgeScores;
import kindred.model.EmbeddingTable;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.Model;
import kindred.retrieve.Similarity;

/**
 * What a model says of users and items: vectors, and how they are compared. Of a knowledge model, a user's vector is the query (user, INTERACTED, ?), so
 * that items are ranked by the scores that the model gives to facts.
 *
 * @param users a row per user; zeros if the model does not have the user
 * @param items a row per item
 * @param userOfVector makes of a user's vector what stands in {@code users}
 */
record Matching(
        EmbeddingTable users, EmbeddingTable items, Similarity similarity, UnaryOperator<float[]> userOfVector) {

    /**
     * Takes the vectors out of a model.
     *
     * @param vectors the vectors of the model's nodes, or what compression left of them
     * @param chosen a similarity by which the vectors of users and items are compared as they are; empty for the inner product or, with a
     *     knowledge model, its scores
     */
    static Matching of(Model model, EmbeddingTable vectors, InteractionData data, Optional<Similarity> chosen) {
        NodeIndex nodes = model.nodes();
        EmbeddingTable items = new EmbeddingTable(data.items(), vectors.dimension());
        for (int item = 0; item < data.items(); item++) {
            int node = nodes.nodeOf((long) data.users() + item);
            items.setRow(item, vectors.page(node), vectors.offset(node));
        }
        boolean asFacts = chosen.isEmpty() && model instanceof KnowledgeEmbeddings;
        KnowledgeScores facts =
                asFacts ? new KnowledgeScores(vectors, ((KnowledgeEmbeddings) model).relations()) : null;
        int relation = asFacts ? ((KnowledgeEmbeddings) model).relations().indexOf(InteractionData.INTERACTED) : -1;
        UnaryOperator<float[]> userOfVector = asFacts ? vector -> query(facts, vector, relation) : vector -> vector;
        EmbeddingTable users = new EmbeddingTable(data.users(), vectors.dimension());
        for (int user = 0; user < data.users(); user++) {
            int node = nodes.nodeOf(user);
            if (node >= 0) {
                users.setRow(user, userOfVector.apply(vectors.row(node)), 0);
            }
        }
        Similarity similarity = asFacts ? similarity(facts) : chosen.orElse(Similarity.DOT);
        return new Matching(users, items, similarity, userOfVector);
    }

    private static float[] query(KnowledgeScores facts, float[] head, int relation) {
        float[] query = new float[head.length];
        facts.tailQuery(head, relation, query, 0);
        return query;
    }

    private static Similarity similarity(KnowledgeScores facts) {
        return switch (facts.comparison()) {
            case DOT -> Similarity.DOT;
            case L2 -> Similarity.EUCLIDEAN;
            case L1, MODULUS ->
                throw new BenchFailure(
                        "The model compares by %s, by which items cannot be ranked. Choose a score function of inner products or Euclidean distances, or a `--similarity`."
                                .formatted(facts.comparison()));
        };
    }

    /** Ranks items by exact search. */
    Contestant contestant(Interactions known) {
        return new EmbeddingContestant(users, items, similarity, known);
    }
}
