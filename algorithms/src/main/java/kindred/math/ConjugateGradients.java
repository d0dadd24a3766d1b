package kindred.math;

/**
 * Solves {@code A X = B} for several right sides at once, where A is symmetric, positive definite and only known by what it does, with one step
 * length for all of them (Hestenes and Stiefel, 1952). Same bits however the tasks are spread over threads.
 */
public final class ConjugateGradients {

    /** What A does to a matrix: {@code out = A in}. It must write all of {@code out}. */
    @FunctionalInterface
    public interface Operator {
        void apply(TallMatrix in, TallMatrix out);
    }

    private ConjugateGradients() {}

    /**
     * Improves a solution. Three matrices of its shape are alive during the work, the right sides among them.
     *
     * @param right the right sides; overwritten by what remains of them
     * @param solution where to begin, and the result
     * @param steps most steps
     * @param tolerance ends as soon as the remainder is this small, relative to the right sides or to what remained at the
     *     beginning, whichever is larger
     * @return how many steps were taken
     */
    public static int solve(
            Operator operator, TallMatrix right, TallMatrix solution, int steps, double tolerance, Parallel tasks) {
        double scale = dot(right, right, tasks);
        TallMatrix image = new TallMatrix(right.rows(), right.columns());
        operator.apply(solution, image);
        axpy(-1, image, right, tasks);
        TallMatrix direction = new TallMatrix(right.rows(), right.columns());
        axpy(1, right, direction, tasks);
        double rest = dot(right, right, tasks);
        double goal = tolerance * tolerance * Math.max(scale, rest);
        int step = 0;
        while (step < steps && rest > goal) {
            operator.apply(direction, image);
            double curvature = dot(direction, image, tasks);
            if (!(curvature > 0) || !((float) (rest / curvature) < Float.POSITIVE_INFINITY)) {
                break; // what is left is too small for its squares to be told from zero
            }
            axpy(rest / curvature, direction, solution, tasks);
            axpy(-rest / curvature, image, right, tasks);
            double before = rest;
            rest = dot(right, right, tasks);
            turn(rest / before, right, direction, tasks);
            step++;
        }
        return step;
    }

    /** {@code direction = rest + share * direction}. */
    private static void turn(double share, TallMatrix rest, TallMatrix direction, Parallel tasks) {
        forEachBlock(rest, tasks, (block, from, length) -> {
            int row = TallMatrix.start(block);
            Vectors.scale((float) share, direction.page(row), from, length);
            Vectors.axpy(1, rest.page(row), from, direction.page(row), from, length);
        });
    }

    private static void axpy(double factor, TallMatrix x, TallMatrix y, Parallel tasks) {
        forEachBlock(
                x,
                tasks,
                (block, from, length) -> Vectors.axpy(
                        (float) factor,
                        x.page(TallMatrix.start(block)),
                        from,
                        y.page(TallMatrix.start(block)),
                        from,
                        length));
    }

    /** Sum of the products of all entries, block by block in order. */
    static double dot(TallMatrix x, TallMatrix y, Parallel tasks) {
        double[] sums = new double[x.blocks()];
        tasks.run(x.blocks(), block -> {
            double sum = 0;
            for (int row = TallMatrix.start(block); row < x.end(block); row++) {
                sum += Vectors.dot(x.page(row), x.offset(row), y.page(row), y.offset(row), x.columns());
            }
            sums[block] = sum;
        });
        double sum = 0;
        for (double part : sums) {
            sum += part;
        }
        return sum;
    }

    private interface Block {
        /** One block of rows lies in one piece, beginning at {@code from} of its page. */
        void visit(int block, int from, int length);
    }

    private static void forEachBlock(TallMatrix shape, Parallel tasks, Block visitor) {
        tasks.run(shape.blocks(), block -> {
            int first = TallMatrix.start(block);
            visitor.visit(block, shape.offset(first), (shape.end(block) - first) * shape.columns());
        });
    }
}
