package kindred.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import kindred.math.Parallel;
import kindred.math.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimiserTest {

    static List<BiFunction<Tape, List<Tensor>, Optimiser>> optimisers() {
        return List.of(Sgd::new, Adagrad::new, Adam::new);
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void learnsALinearFunction(BiFunction<Tape, List<Tensor>, Optimiser> create) {
        Tape tape = new Tape();
        Tensor x = Tensor.parameter(50, 3).uniform(1, new Seeds(1)).detached();
        Tensor truth = Tensor.parameter(3, 2).uniform(1, new Seeds(2)).detached();
        Tensor target = Products.matmul(new Tape(), x, truth);
        Dense layer = Dense.create(3, 2, new Seeds(3));
        Optimiser optimiser = create.apply(tape, layer.parameters());
        for (int step = 0; step < 500; step++) {
            tape.reset();
            tape.backward(Losses.squaredError(tape, layer.apply(tape, x), target));
            optimiser.step(0.1f, 0);
        }
        tape.reset();
        assertThat(Losses.squaredError(tape, layer.apply(tape, x), target).scalar())
                .isLessThan(1e-3f);
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void movesOnlyTheTouchedRowsOfATable(BiFunction<Tape, List<Tensor>, Optimiser> create) {
        Tape tape = new Tape();
        Tensor table = Tensor.table(5, 3).uniform(1, new Seeds(1));
        float[] before = table.values().clone();
        Optimiser optimiser = create.apply(tape, List.of(table));
        for (int step = 0; step < 3; step++) {
            tape.reset();
            tape.backward(Losses.sumOfSquares(tape, Rows.gather(tape, table, new int[] {3, 1}, 2)));
            optimiser.step(0.1f, 0.5f);
        }
        for (int i = 0; i < before.length; i++) {
            boolean isTouched = i / 3 == 1 || i / 3 == 3;
            assertThat(table.values()[i] != before[i]).isEqualTo(isTouched);
        }
        assertThat(table.gradient()).containsOnly(0);
    }

    @Test
    void takesTheFirstStepsOfThePapers() {
        assertThat(afterOneStep(Sgd::new, 0)).isCloseTo(2 - 0.1f * 4, within(1e-6f));
        assertThat(afterOneStep(Sgd::new, 0.5f)).isCloseTo(2 - 0.1f * 5, within(1e-6f));
        assertThat(afterOneStep(Adagrad::new, 0)).isCloseTo(2 - 0.1f, within(1e-6f));
        assertThat(afterOneStep(Adam::new, 0)).isCloseTo(2 - 0.1f, within(1e-6f));
    }

    /** One step on the square of 2, whose gradient is 4. */
    private static float afterOneStep(BiFunction<Tape, List<Tensor>, Optimiser> create, float penalty) {
        Tape tape = new Tape();
        Tensor x = Tensor.parameter(1, 1);
        x.values()[0] = 2;
        Optimiser optimiser = create.apply(tape, List.of(x));
        tape.backward(Losses.sumOfSquares(tape, x));
        optimiser.step(0.1f, penalty);
        return x.values()[0];
    }

    @Test
    void givesTheSameBitsAtAnyNumberOfThreads() {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        Parallel parallel = (tasks, task) -> {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = tasks - 1; i >= 0; i--) {
                int number = i;
                futures.add(pool.submit(() -> task.accept(number)));
            }
            for (Future<?> future : futures) {
                get(future);
            }
        };
        float[] together = train(new Tape(parallel));
        pool.shutdown();

        assertThat(together).isEqualTo(train(new Tape()));
    }

    private static void get(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Large enough for operations to be cut into parts. */
    private static float[] train(Tape tape) {
        Tensor x = Tensor.parameter(400, 300).uniform(1, new Seeds(1)).detached();
        Dense first = Dense.create(300, 200, new Seeds(2));
        Dense second = Dense.create(200, 300, new Seeds(3));
        List<Tensor> parameters = new ArrayList<>(first.parameters());
        parameters.addAll(second.parameters());
        Optimiser optimiser = new Adam(tape, parameters);
        for (int step = 0; step < 3; step++) {
            tape.reset();
            Tensor hidden = Elementwise.tanh(tape, first.apply(tape, x));
            Tensor masked = Elementwise.dropout(tape, hidden, 0.2f, step);
            tape.backward(Losses.squaredError(tape, second.apply(tape, masked), x));
            optimiser.step(0.01f, 0);
        }
        return first.weights().values();
    }
}
