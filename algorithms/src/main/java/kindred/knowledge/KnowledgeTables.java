package kindred.knowledge;

import kindred.graph.Triples;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;

/**
 * What is trained: a vector per node and one per relation, and with reciprocal relations a further one per inverse.
 *
 * @param scorer the score function
 * @param nodes a row per node
 * @param relations a row per relation, those of inverses after the others
 * @param start vectors that the nodes' are held to; null if there are none
 * @param anchor how strongly they are
 */
record KnowledgeTables(Scorer scorer, EmbeddingTable nodes, EmbeddingTable relations, WarmStart start, float anchor) {

    private static final int ROWS_PER_TASK = 1024;

    /** Vectors at random. Angles, which relations of RotatE are, are drawn from all directions. */
    static KnowledgeTables random(Triples facts, Scorer scorer, KnowledgeConfig config, TrainingRun run) {
        int dimension = config.embeddingDimension();
        int relationRows = facts.relationCount() * (config.reciprocalRelations() ? 2 : 1);
        EmbeddingTable nodes = new EmbeddingTable(facts.nodeCount(), dimension);
        EmbeddingTable relations = new EmbeddingTable(relationRows, scorer.relationDimension(dimension));
        Seeds seeds = run.seeds().fork("initial");
        float scale = (float) config.initialScale();
        fill(nodes, scale, seeds.fork("nodes"), run);
        fill(relations, scorer.relationsAreAngles() ? (float) Math.PI : scale, seeds.fork("relations"), run);
        KnowledgeTables tables = new KnowledgeTables(scorer, nodes, relations, null, 0);
        if (config.normalizeNodes()) {
            normalise(nodes);
        }
        if (config.normalizeNodes() && !scorer.relationsAreAngles()) {
            normalise(relations); // once, here; nodes again after every step (Bordes et al., algorithm 1)
        }
        return tables;
    }

    private static void fill(EmbeddingTable table, float bound, Seeds seeds, TrainingRun run) {
        run.parallel((table.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK, task -> {
            for (int row = task * ROWS_PER_TASK; row < Math.min(table.rows(), (task + 1) * ROWS_PER_TASK); row++) {
                float[] page = table.page(row);
                int offset = table.offset(row);
                long state = seeds.at(row);
                for (int i = offset; i < offset + table.dimension(); i++) {
                    page[i] = bound * (2 * Seeds.unitFloat(Seeds.scramble(state += Seeds.GAMMA)) - 1);
                }
            }
        });
    }

    private static void normalise(EmbeddingTable table) {
        for (int row = 0; row < table.rows(); row++) {
            Vectors.normalise(table.page(row), table.offset(row), table.dimension());
        }
    }

    int dimension() {
        return nodes.dimension();
    }

    /** The same tables, the nodes' held to where they started from. */
    KnowledgeTables anchored(WarmStart at, float weight) {
        return new KnowledgeTables(scorer, nodes, relations, at, weight);
    }

    KnowledgeTables copy() {
        return new KnowledgeTables(scorer, copy(nodes), copy(relations), start, anchor);
    }

    private static EmbeddingTable copy(EmbeddingTable table) {
        EmbeddingTable copy = new EmbeddingTable(table.rows(), table.dimension());
        for (int row = 0; row < table.rows(); row++) {
            copy.setRow(row, table.page(row), table.offset(row));
        }
        return copy;
    }
}
