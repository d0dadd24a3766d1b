package kindred.train;

import kindred.config.Check;
import kindred.config.Doc;

/**
 * The keys that all trainers share which learn from walks by skip-gram. Names and defaults are those of GDS; a trainer gives other
 * defaults where its paper has them.
 */
public record SkipGramConfig(
        @Doc("Most nodes in one walk. Longer walks yield more training pairs.")
        int walkLength,

        @Doc("Walks that start at each node, per iteration. More of them take proportionally longer and learn more.")
        int walksPerNode,

        @Doc(
                "Largest distance within a walk, to either side, at which two nodes are trained as a pair. For each position a size from 1 to this is drawn, as in word2vec: near nodes weigh more.")
        int windowSize,

        @Doc("Negatives per pair, with negative sampling.") int negativeSamplingRate,

        @Doc(
                "Visits to nodes that make up more than this share of all visits are left out at random, the more the more frequent the node. 1.0 keeps all.")
        double positiveSamplingFactor,

        @Doc(
                "Exponent on a node's number of visits when negatives are drawn. 1.0 draws in proportion to visits, 0.0 all visited nodes alike.")
        double negativeSamplingExponent,

        @Doc("Length of each embedding.") int embeddingDimension,

        @Doc(
                "Range of the initial values: NORMALIZED is [-0.5/embeddingDimension, 0.5/embeddingDimension], UNIFORM is [-1, 1].")
        Initializer embeddingInitializer,

        @Doc("How often walksPerNode walks are taken from every node, each time fresh ones.")
        int iterations,

        @Doc("Step size at the beginning. It falls linearly over the whole training.")
        double initialLearningRate,

        @Doc("Step size at the end.") double minLearningRate,

        @Doc(
                "Most walks that are held in memory at a time. Their pairs are trained together before the next walks are taken; more need more memory and keep more threads busy.")
        int walkBufferSize) {

    /** Where embeddings begin. */
    public enum Initializer {
        NORMALIZED,
        UNIFORM;

        float bound(int dimension) {
            return this == UNIFORM ? 1 : 0.5f / dimension;
        }
    }

    /** GDS's defaults of node2vec, as its 2.13 and 2.26 lines have them in code (its manual gives another initial learning rate). */
    public static final SkipGramConfig DEFAULTS =
            new SkipGramConfig(80, 10, 10, 5, 0.001, 0.75, 128, Initializer.NORMALIZED, 1, 0.025, 0.0001, 1000);

    public SkipGramConfig {
        Check.range("walkLength", walkLength, 2, 1_000_000);
        Check.range("walksPerNode", walksPerNode, 1, 1_000_000);
        Check.range("windowSize", windowSize, 1, 10_000);
        Check.range("negativeSamplingRate", negativeSamplingRate, 1, 1_000);
        Check.rangeAbove("positiveSamplingFactor", positiveSamplingFactor, 0, 1);
        Check.range("negativeSamplingExponent", negativeSamplingExponent, 0.0, 1.0);
        Check.range("embeddingDimension", embeddingDimension, 1, 65_536);
        Check.range("iterations", iterations, 1, 1_000);
        Check.positive("initialLearningRate", initialLearningRate);
        Check.rangeAbove("minLearningRate", minLearningRate, 0, initialLearningRate);
        Check.range("walkBufferSize", walkBufferSize, 1, 10_000_000);
    }

    /** Passes over all nodes, one walk per node each. */
    public int passes() {
        return Math.multiplyExact(walksPerNode, iterations);
    }

    /** Walks that are held at a time: so few that the step size has at least 64 steps to fall in, and that pairs can be counted by an int. */
    int heldWalks(long walkCount) {
        long countable = (1L << 30) / (2L * windowSize * walkLength);
        return (int) Math.max(1, Math.min(Math.min(walkBufferSize, countable), walkCount / 64));
    }
}
