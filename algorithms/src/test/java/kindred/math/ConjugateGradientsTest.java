package kindred.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConjugateGradientsTest {

    private static final double[] SYSTEM = {4, 1, 0, 1, 3, 1, 0, 1, 2};

    /** Solves {@code X A = B}, row by row of X. */
    private static int solve(TallMatrix right, TallMatrix solution, int steps, double tolerance, Parallel tasks) {
        return ConjugateGradients.solve(
                (in, out) -> in.times(SYSTEM, out, tasks), right, solution, steps, tolerance, tasks);
    }

    @Test
    void solvesSeveralRightSidesAtOnce() {
        TallMatrix expected = Matrices.random(600, 3, 1);
        TallMatrix right = new TallMatrix(600, 3);
        expected.times(SYSTEM, right, Matrices.FORWARD);
        TallMatrix solution = Matrices.random(600, 3, 2);

        int steps = solve(right, solution, 50, 1e-6, Matrices.FORWARD);

        assertThat(steps).isBetween(2, 4); // three eigenvalues
        assertThat(Matrices.distance(Matrices.entries(solution), Matrices.entries(expected)))
                .isLessThan(1e-4);
    }

    @Test
    void endsAtItsMostSteps() {
        assertThat(solve(Matrices.random(10, 3, 1), new TallMatrix(10, 3), 1, 1e-6, Matrices.FORWARD))
                .isEqualTo(1);
    }

    @Test
    void leavesASolutionAlone() {
        TallMatrix solution = new TallMatrix(10, 3);

        assertThat(solve(new TallMatrix(10, 3), solution, 50, 1e-6, Matrices.FORWARD))
                .isZero();
        assertThat(Matrices.entries(solution)).isDeepEqualTo(new double[10][3]);
    }

    @Test
    void givesTheSameBitsWhateverTheOrderOfTasks() {
        TallMatrix forward = new TallMatrix(900, 3);
        TallMatrix backward = new TallMatrix(900, 3);
        solve(Matrices.random(900, 3, 1), forward, 2, 0, Matrices.FORWARD);
        solve(Matrices.random(900, 3, 1), backward, 2, 0, Matrices.BACKWARD);

        assertThat(Matrices.entries(backward)).isDeepEqualTo(Matrices.entries(forward));
    }
}
