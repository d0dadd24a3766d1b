package kindred.knowledge;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import kindred.knowledge.KnowledgeConfig.TrainingType;
import kindred.math.Gemm;
import kindred.math.Matrix;
import kindred.math.Permutation;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;

/**
 * Compares the answers of a question with all nodes (1-versus-all: Lacroix, Usunier and Obozinski, ICML 2018; k-versus-all: Dettmers et al., AAAI
 * 2018). The questions of a batch are the rows of a matrix, which is multiplied with that of all nodes; two further products make the
 * gradients. All nodes move at every step.
 */
final class AllNodesStep implements TrainingStep {

    /** Scores that are held at a time. */
    private static final int SCORES = 1 << 23;

    /** Answers of a question that 1-versus-all trains in one step, so that no question outweighs its batch. */
    private static final int ANSWERS_AT_ONCE = 16;

    private static final int ROWS_PER_TASK = 16;
    private static final int TABLE_ROWS_PER_TASK = 256;

    private final KnowledgeTables tables;
    private final KnowledgeConfig config;
    private final TrainingRun run;
    private final Questions questions;
    private final Gemm gemm;
    private final Comparison comparison;
    private final int nodeCount;
    private final int dimension;
    private final int relationDimension;
    private final int rowsAtOnce;

    private final float[] nodeValues;
    private final float[] nodeGradients;
    private final float[] relationGradients;
    private final Optimizer.Memory nodeMemory;
    private final Optimizer.Memory relationMemory;

    private final int[] batch;
    private final float[] queries;
    private final float[] queryGradients;
    private final float[] scores;
    private final float[] slopes;
    private final float[] perNode;
    private final float[] biases;
    private final float[] biasSlopes;
    private final double[] losses;
    private final Queries answering;
    private final FactPenalty penalty;
    private final ConcurrentLinkedQueue<Queries> idle = new ConcurrentLinkedQueue<>();

    AllNodesStep(KnowledgeTables tables, Questions questions, KnowledgeConfig config, TrainingRun run) {
        this.tables = tables;
        this.questions = questions;
        this.config = config;
        this.run = run;
        gemm = new Gemm(run::parallel);
        comparison = tables.scorer().comparison();
        nodeCount = questions.nodeCount();
        dimension = tables.dimension();
        relationDimension = tables.relations().dimension();
        nodeValues = nodeCount == 0 ? new float[0] : tables.nodes().page(0);
        nodeGradients = new float[nodeCount * dimension];
        relationGradients = new float[tables.relations().rows() * relationDimension];
        nodeMemory = new Optimizer.Memory(config.optimizer(), nodeCount, dimension);
        relationMemory =
                new Optimizer.Memory(config.optimizer(), tables.relations().rows(), relationDimension);
        int rows = Math.max(1, Math.min(config.batchSize(), questions.count()));
        rowsAtOnce = rowsAtOnce(rows, nodeCount);
        batch = new int[rows];
        queries = new float[rows * dimension];
        queryGradients = new float[rows * dimension];
        scores = new float[rowsAtOnce * nodeCount];
        slopes = comparison.needsScores() ? new float[scores.length] : scores;
        perNode = new float[nodeCount];
        biases = new float[rows];
        biasSlopes = new float[rows];
        losses = new double[rows];
        answering = new Queries(tables, config);
        penalty = new FactPenalty(tables, config);
    }

    /** Answers that one question takes at a time. */
    static int answersAtOnce(KnowledgeConfig config) {
        return config.trainingType() == TrainingType.K_VERSUS_ALL ? Integer.MAX_VALUE : ANSWERS_AT_ONCE;
    }

    private static int rowsAtOnce(int batch, long nodeCount) {
        return (int) Math.max(1, Math.min(batch, SCORES / Math.max(1, nodeCount)));
    }

    /** @throws IllegalArgumentException if the table does not lie in one piece */
    static void requireRoom(long nodeCount, KnowledgeConfig config) {
        int most = EmbeddingTable.rowsOfAPage(config.embeddingDimension());
        if (!config.samples() && nodeCount > most) {
            throw new IllegalArgumentException(
                    "Value for `trainingType` was `%s`, but must be `negativeSampling` for a graph of %d nodes: with `embeddingDimension` %d at most %d can be compared at a time."
                            .formatted(config.trainingType(), nodeCount, config.embeddingDimension(), most));
        }
    }

    @Override
    public int size() {
        return questions.count();
    }

    @Override
    public Sum train(Permutation order, int from, int to, float learningRate, long seed) {
        int count = to - from;
        double answers = 0;
        for (int i = 0; i < count; i++) {
            batch[i] = order.at(from + i);
            answers += importance(batch[i]);
        }
        float weight = (float) (config.optimizer() == Optimizer.SGD || answers == 0 ? 1 : 1 / answers);
        ask(count, seed);
        Arrays.fill(queryGradients, 0, count * dimension, 0);
        for (int row = 0; row < count; row += rowsAtOnce) {
            compare(row, Math.min(rowsAtOnce, count - row), weight);
        }
        giveBack(count, seed);
        regularise(count, weight);
        move(learningRate);
        double loss = 0;
        for (int i = 0; i < count; i++) {
            loss += losses[i];
        }
        return new Sum(loss, answers);
    }

    /** How much a question counts: as often as it has answers, or once. */
    private double importance(int question) {
        if (config.trainingType() == TrainingType.K_VERSUS_ALL) {
            return 1;
        }
        double sum = 0;
        for (int i = questions.firstAnswer(question); i < questions.endOfAnswers(question); i++) {
            sum += questions.weight(i);
        }
        return sum;
    }

    /** Makes the queries of a batch. */
    private void ask(int count, long seed) {
        run.parallel((count + ROWS_PER_TASK - 1) / ROWS_PER_TASK, task -> {
            Queries taken = idle.poll();
            Queries asking = taken == null ? new Queries(tables, config) : taken;
            for (int i = task * ROWS_PER_TASK; i < Math.min(count, (task + 1) * ROWS_PER_TASK); i++) {
                int node = questions.node(batch[i]);
                int relation = questions.relation(batch[i]);
                boolean aboutHead = questions.isAboutHead(batch[i]);
                asking.ask(node, relation, aboutHead, Seeds.mix(seed, i), queries, i * dimension);
                biases[i] = asking.bias(node, relation, aboutHead);
            }
            idle.add(asking);
        });
    }

    /** Scores, loss and gradients of some rows of the batch. */
    private void compare(int row, int rows, float weight) {
        Matrix asked = new Matrix(queries, row * dimension, rows, dimension, dimension, false);
        Matrix all = Matrix.of(nodeValues, nodeCount, dimension);
        Matrix out = Matrix.of(scores, rows, nodeCount);
        comparison.scores(asked, all, out, perNode, gemm, run::parallel);
        run.parallel((rows + ROWS_PER_TASK - 1) / ROWS_PER_TASK, task -> {
            for (int i = task * ROWS_PER_TASK; i < Math.min(rows, (task + 1) * ROWS_PER_TASK); i++) {
                losses[row + i] = slopes(row + i, i * nodeCount, weight);
            }
        });
        comparison.addGradients(
                asked,
                all,
                out,
                Matrix.of(slopes, rows, nodeCount),
                new Matrix(queryGradients, row * dimension, rows, dimension, dimension, false),
                Matrix.of(nodeGradients, nodeCount, dimension),
                gemm,
                run::parallel);
    }

    private double slopes(int row, int from, float weight) {
        int question = batch[row];
        if (slopes != scores) {
            System.arraycopy(scores, from, slopes, from, nodeCount);
        }
        double importance = importance(question);
        double answered = answered(question);
        double share = answered == 0 ? 0 : importance / answered;
        return config.loss() == Loss.SOFTMAX
                ? softmax(question, from, weight, importance, share)
                : logistic(row, from, weight);
    }

    private double answered(int question) {
        double sum = 0;
        for (int i = questions.firstAnswer(question); i < questions.endOfAnswers(question); i++) {
            sum += questions.weight(i);
        }
        return sum;
    }

    /** Cross-entropy between the answers and all nodes; each answer weighs its share of what the question counts. */
    private double softmax(int question, int from, float weight, double importance, double share) {
        float largest = Vectors.max(slopes, from, nodeCount);
        double loss = 0;
        for (int i = questions.firstAnswer(question); i < questions.endOfAnswers(question); i++) {
            loss += share * questions.weight(i) * (largest - slopes[from + questions.answer(i)]);
        }
        float sum = Vectors.expSum(slopes, from, nodeCount, largest);
        Vectors.scale((float) (weight * importance / sum), slopes, from, nodeCount);
        for (int i = questions.firstAnswer(question); i < questions.endOfAnswers(question); i++) {
            slopes[from + questions.answer(i)] -= (float) (weight * share * questions.weight(i));
        }
        return loss + importance * Math.log(sum);
    }

    /** Every node is an answer or not; answers beyond weight 1 are as sure as others. */
    private double logistic(int row, int from, float weight) {
        int question = batch[row];
        for (int i = from; i < from + nodeCount && biases[row] != 0; i++) {
            slopes[i] += biases[row];
        }
        Vectors.logistic(slopes, from, nodeCount);
        double loss = Loss.unlikely(slopes, from, nodeCount);
        for (int i = questions.firstAnswer(question); i < questions.endOfAnswers(question); i++) {
            int answer = from + questions.answer(i);
            loss -= Loss.unlikely(slopes, answer, 1) + Math.log(Math.max(slopes[answer], 1e-10f));
            slopes[answer] -= 1;
        }
        Vectors.scale(weight, slopes, from, nodeCount);
        biasSlopes[row] = questions.isAboutHead(question) ? sum(slopes, from, nodeCount) : 0;
        return loss;
    }

    private static float sum(float[] values, int from, int count) {
        float sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** What the gradients of the queries make of those of nodes and relations. Row after row: questions may share both. */
    private void giveBack(int count, long seed) {
        for (int i = 0; i < count; i++) {
            int node = questions.node(batch[i]);
            int relation = questions.relation(batch[i]);
            boolean aboutHead = questions.isAboutHead(batch[i]);
            int n = node * dimension;
            int r = relation * relationDimension;
            long own = Seeds.mix(seed, i);
            answering.giveBack(
                    node,
                    relation,
                    aboutHead,
                    own,
                    queryGradients,
                    i * dimension,
                    nodeGradients,
                    n,
                    relationGradients,
                    r);
            if (config.loss() == Loss.LOGISTIC) { // softmax does not change where all scores rise alike
                answering.giveBackBias(
                        biasSlopes[i], node, relation, aboutHead, nodeGradients, n, relationGradients, r);
            }
        }
    }

    private void regularise(int count, float weight) {
        if (!penalty.counts()) {
            return;
        }
        for (int i = 0; i < count; i++) {
            int question = batch[i];
            double scale = importance(question) / Math.max(1e-30, answered(question));
            for (int a = questions.firstAnswer(question); a < questions.endOfAnswers(question); a++) {
                boolean aboutHead = questions.isAboutHead(question);
                int head = aboutHead ? questions.answer(a) : questions.node(question);
                int tail = aboutHead ? questions.node(question) : questions.answer(a);
                int relation = questions.relation(question);
                float share = (float) (weight * scale * questions.weight(a));
                penalty.add(
                        share,
                        head,
                        relation,
                        tail,
                        nodeGradients,
                        head * dimension,
                        tail * dimension,
                        relationGradients,
                        relation * relationDimension);
            }
        }
    }

    private void move(float learningRate) {
        move(tables.nodes(), nodeMemory, nodeGradients, dimension, config.normalizeNodes(), learningRate);
        move(tables.relations(), relationMemory, relationGradients, relationDimension, false, learningRate);
    }

    private void move(
            EmbeddingTable table,
            Optimizer.Memory memory,
            float[] gradients,
            int width,
            boolean normalise,
            float learningRate) {
        memory.begin();
        int rows = table.rows();
        run.parallel((rows + TABLE_ROWS_PER_TASK - 1) / TABLE_ROWS_PER_TASK, task -> {
            for (int row = task * TABLE_ROWS_PER_TASK; row < Math.min(rows, (task + 1) * TABLE_ROWS_PER_TASK); row++) {
                memory.move(row, table.page(row), table.offset(row), gradients, row * width, learningRate);
                Arrays.fill(gradients, row * width, (row + 1) * width, 0);
                if (normalise) {
                    Vectors.normalise(table.page(row), table.offset(row), width);
                }
            }
        });
    }

    /** Bytes on the heap without tables and questions. */
    static long bytes(
            long nodes, long relationRows, long relationWidth, long facts, KnowledgeConfig config, Scorer scorer) {
        int batch = (int) Math.max(1, Math.min(config.batchSize(), 2 * facts));
        long scores = rowsAtOnce(batch, nodes) * nodes * (scorer.comparison().needsScores() ? 2 : 1);
        long dimension = config.embeddingDimension();
        return 4 * (nodes * (dimension + 1) + relationRows * relationWidth + 2L * batch * dimension + scores);
    }
}
