package kindred.knowledge;

import kindred.config.Check;
import kindred.config.Doc;

/** How to train a model of facts, whatever its score function: the recipe, which decides more than the function does (Ruffinelli et al., ICLR 2020). */
public record KnowledgeConfig(
        @Doc(
                "Length of each node's vector. Complex models have half as many complex numbers, so it must be even for them.")
        int embeddingDimension,

        @Doc("Passes over all facts. With a validation share it is the most that are made.")
        int epochs,

        @Doc(
                "Facts per step with `negativeSampling`; questions per step, each with all its answers, with `oneVersusAll` and `kVersusAll`. Larger ones are faster, smaller ones learn more per pass.")
        int batchSize,

        @Doc(
                "What a fact is compared with. `negativeSampling`: some other nodes. `oneVersusAll`: all other nodes, fact by fact. `kVersusAll`: all other nodes, each question counting once, however many answers it has. The latter two cost nodes x dimension per question, and no graph of millions of nodes can afford them.")
        TrainingType trainingType,

        @Doc(
                "What is made small. `marginRanking`: the fact must score higher than the other by `margin`. `logistic`: facts and others are told apart one by one. `selfAdversarial`: likewise, the hardest others counting most. `softmax`: the fact is to be chosen out of all it is compared with.")
        Loss loss,

        @Doc(
                "Score by which a fact must win with `marginRanking` and `softmax`; what is added to all scores with `logistic` and `selfAdversarial`, where distances need it.")
        double margin,

        @Doc("How much the hardest others count with `selfAdversarial`; 0 makes all of them count alike.")
        double adversarialTemperature,

        @Doc("Other nodes that each fact is compared with, per side.")
        int negativeSamplingRate,

        @Doc(
                "Exponent on a node's number of facts when other nodes are drawn. 0.0 draws all nodes alike, 1.0 in proportion.")
        double negativeSamplingExponent,

        @Doc(
                "Facts that share the nodes they are compared with, which is many times faster. 1 draws for each fact by itself.")
        int sharedNegatives,

        @Doc("Whether facts that share nodes are also compared with each other's nodes.")
        boolean inBatchNegatives,

        @Doc("Whether a node is only replaced by nodes of its own label.")
        boolean sameLabelNegatives,

        @Doc("Whether nodes are passed over that would make another known fact.")
        boolean filteredNegatives,

        @Doc("Which end of a fact is replaced: `both`, one after the other, or `either`, by chance.")
        CorruptedSides corruptedSides,

        @Doc("Whether each relationship type has a second vector for its inverse, by which heads are found as tails.")
        boolean reciprocalRelations,

        @Doc(
                "How steps are made of gradients: `sgd`, `adagrad`, `rowAdagrad`, which keeps one number per row, or `adam`.")
        Optimizer optimizer,

        @Doc("Step size at the beginning. It falls linearly over the epochs.")
        double initialLearningRate,

        @Doc("Step size at the end.") double minLearningRate,

        @Doc(
                "What keeps vectors short, counted with every fact: `none`, `l2`, `n3` (nuclear 3-norm), or `dura`, which is for models that multiply.")
        Regularizer regularizer,

        @Doc("Weight of the regularizer.") double regularization,

        @Doc("Share of the numbers of a node's vector that are left out, by chance, when a question is asked.")
        double nodeDropout,

        @Doc(
                "Share of the numbers of a relationship type's vector that are left out, by chance, when a question is asked.")
        double relationDropout,

        @Doc("Whether nodes' vectors are brought to length 1 after every step.")
        boolean normalizeNodes,

        @Doc("Numbers of new vectors are drawn from between minus this and this.")
        double initialScale,

        @Doc(
                "Share of the facts, drawn by chance, that are not trained on and tell when to stop. 0 trains on all, for all epochs.")
        double validationShare,

        @Doc("Epochs between two looks at the validation facts.")
        int validationInterval,

        @Doc("Looks without a better mean reciprocal rank after which training stops. The best vectors are kept.")
        int patience) {

    /** What facts are compared with. */
    public enum TrainingType {
        NEGATIVE_SAMPLING("negativeSampling"),
        ONE_VERSUS_ALL("oneVersusAll"),
        K_VERSUS_ALL("kVersusAll");

        private final String spelling;

        TrainingType(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    /** Which ends are replaced. */
    public enum CorruptedSides {
        BOTH("both"),
        EITHER("either");

        private final String spelling;

        CorruptedSides(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String toString() {
            return spelling;
        }
    }

    /** Cross-entropy over drawn nodes, inverse relations, the nuclear 3-norm and Adagrad, which suit models that multiply (Lacroix et al., ICML 2018). */
    public static final KnowledgeConfig PRODUCTS = new KnowledgeConfig(
            128,
            30,
            512,
            TrainingType.NEGATIVE_SAMPLING,
            Loss.SOFTMAX,
            0,
            1,
            256,
            0,
            128,
            false,
            false,
            false,
            CorruptedSides.BOTH,
            true,
            Optimizer.ADAGRAD,
            0.1,
            0.01,
            Regularizer.N3,
            0.01,
            0,
            0,
            false,
            0.001,
            0,
            5,
            3);

    /** The same loss with what suits models that measure distances: larger vectors from the start, and Adam. */
    public static final KnowledgeConfig DISTANCES = new KnowledgeConfig(
            128,
            30,
            512,
            TrainingType.NEGATIVE_SAMPLING,
            Loss.SOFTMAX,
            0,
            1,
            256,
            0,
            128,
            false,
            false,
            false,
            CorruptedSides.BOTH,
            true,
            Optimizer.ADAM,
            0.01,
            0.0005,
            Regularizer.NONE,
            0,
            0,
            0,
            false,
            0.1,
            0,
            5,
            3);

    /**
     * TwHIN's loss, in-batch and drawn negatives of the right label, and Adagrad with a number per row, as PyTorch-BigGraph has them: the mean over the
     * others, which is the self-adversarial one at temperature 0. Their sum would outweigh the fact a hundred times.
     */
    public static final KnowledgeConfig INTERACTIONS = new KnowledgeConfig(
            128,
            20,
            4096,
            TrainingType.NEGATIVE_SAMPLING,
            Loss.SELF_ADVERSARIAL,
            0,
            0,
            64,
            0,
            64,
            true,
            true,
            false,
            CorruptedSides.BOTH,
            false,
            Optimizer.ROW_ADAGRAD,
            0.1,
            0.01,
            Regularizer.NONE,
            0,
            0,
            0,
            false,
            0.1,
            0,
            5,
            3);

    public KnowledgeConfig {
        Check.range("embeddingDimension", embeddingDimension, 1, 65_536);
        Check.range("epochs", epochs, 1, 1_000_000);
        Check.range("batchSize", batchSize, 1, 1_000_000);
        Check.range("margin", margin, 0.0, 1_000.0);
        Check.range("adversarialTemperature", adversarialTemperature, 0.0, 100.0);
        Check.range("negativeSamplingRate", negativeSamplingRate, 0, 100_000);
        Check.range("negativeSamplingExponent", negativeSamplingExponent, 0.0, 1.0);
        Check.range("sharedNegatives", sharedNegatives, 1, 10_000);
        Check.positive("initialLearningRate", initialLearningRate);
        Check.rangeAbove("minLearningRate", minLearningRate, 0, initialLearningRate);
        Check.range("regularization", regularization, 0.0, 1_000.0);
        Check.range("nodeDropout", nodeDropout, 0.0, 0.95);
        Check.range("relationDropout", relationDropout, 0.0, 0.95);
        Check.positive("initialScale", initialScale);
        Check.range("validationShare", validationShare, 0.0, 0.5);
        Check.range("validationInterval", validationInterval, 1, 1_000_000);
        Check.range("patience", patience, 1, 1_000_000);
        checkLoss(trainingType, loss);
        checkNegatives(trainingType, negativeSamplingRate, sharedNegatives, inBatchNegatives);
    }

    private static void checkLoss(TrainingType type, Loss loss) {
        boolean fits = type == TrainingType.NEGATIVE_SAMPLING
                || loss == Loss.SOFTMAX
                || loss == Loss.LOGISTIC && type == TrainingType.K_VERSUS_ALL;
        if (!fits) {
            throw new IllegalArgumentException(
                    "Value for `loss` was `%s`, but must be one of [%s] when `trainingType` is `%s`."
                            .formatted(
                                    loss, type == TrainingType.K_VERSUS_ALL ? "logistic, softmax" : "softmax", type));
        }
    }

    private static void checkNegatives(TrainingType type, int rate, int shared, boolean inBatch) {
        if (type != TrainingType.NEGATIVE_SAMPLING) {
            return;
        }
        if (inBatch && shared == 1) {
            throw new IllegalArgumentException(
                    "Value for `inBatchNegatives` was `true`, but must be false when `sharedNegatives` is 1: there is no other fact to take nodes from.");
        }
        if (rate == 0 && !inBatch) {
            throw new IllegalArgumentException(
                    "Value for `negativeSamplingRate` was `0`, but must be at least 1 unless `inBatchNegatives` is true.");
        }
    }

    /** @throws IllegalArgumentException if the dimension is odd, which a complex model cannot have */
    void requireEvenDimension() {
        if (embeddingDimension % 2 != 0) {
            throw new IllegalArgumentException(
                    "Value for `embeddingDimension` was `%d`, but must be even: half of it are real parts, half imaginary ones."
                            .formatted(embeddingDimension));
        }
    }

    boolean samples() {
        return trainingType == TrainingType.NEGATIVE_SAMPLING;
    }
}
