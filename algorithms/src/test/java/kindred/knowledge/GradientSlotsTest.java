package kindred.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import kindred.math.Seeds;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;
import org.junit.jupiter.api.Test;

class GradientSlotsTest {

    private static final int WIDTH = 3;

    private static GradientSlots slots(EmbeddingTable table, boolean normalise, int count) {
        GradientSlots slots =
                new GradientSlots(table, new Optimizer.Memory(Optimizer.SGD, table.rows(), WIDTH), normalise, count);
        slots.clear(0, count);
        return slots;
    }

    private static void put(GradientSlots slots, int slot, int row, float... gradient) {
        System.arraycopy(gradient, 0, slots.values(), slots.use(slot, row), gradient.length);
    }

    private static void apply(GradientSlots slots, int count) {
        try (TrainingRun run = TrainingRun.quiet(1, 2)) {
            GradientSlots.apply(List.of(slots), new int[] {count}, 0.5f, run);
        }
    }

    @Test
    void addUpTheGradientsOfARow() {
        EmbeddingTable table = new EmbeddingTable(4, WIDTH);
        GradientSlots slots = slots(table, false, 6);
        put(slots, 0, 2, 1, 0, 0);
        put(slots, 2, 3, 5, 5, 5);
        put(slots, 3, 2, 0, 2, 0);
        put(slots, 5, 2, 1, 1, 4);
        apply(slots, 6);

        assertThat(table.row(2)).containsExactly(-1, -1.5f, -2);
        assertThat(table.row(3)).containsExactly(-2.5f, -2.5f, -2.5f);
        assertThat(table.row(0)).containsOnly(0);
        assertThat(table.row(1)).containsOnly(0);
    }

    @Test
    void startAtZeroWhenTheyAreGivenToARow() {
        EmbeddingTable table = new EmbeddingTable(4, WIDTH);
        GradientSlots slots = slots(table, false, 2);
        put(slots, 0, 1, 8, 8, 8);
        apply(slots, 2);
        slots.clear(0, 2);

        slots.values()[slots.use(0, 3) + 1] += 2;
        // used again, it goes on
        slots.values()[slots.use(0, 3) + 1] += 2;
        apply(slots, 2);

        assertThat(table.row(3)).containsExactly(0, -2, 0);
        assertThat(table.row(1)).containsExactly(-4, -4, -4);
    }

    @Test
    void leaveOutWhatLiesBeyondTheStep() {
        EmbeddingTable table = new EmbeddingTable(4, WIDTH);
        GradientSlots slots = slots(table, false, 4);
        put(slots, 1, 1, 1, 1, 1);
        put(slots, 3, 2, 1, 1, 1);
        apply(slots, 3);

        assertThat(table.row(1)).containsOnly(-0.5f);
        assertThat(table.row(2)).containsOnly(0);
    }

    @Test
    void bringMovedRowsToLengthOne() {
        EmbeddingTable table = TinyKnowledge.random(4, WIDTH, 5);
        float[] resting = table.row(0);
        GradientSlots slots = slots(table, true, 2);
        put(slots, 0, 1, 1, 2, 3);
        apply(slots, 2);

        assertThat(Vectors.norm(table.row(1), 0, WIDTH)).isCloseTo(1, within(1e-6f));
        assertThat(table.row(0)).isEqualTo(resting);
    }

    private static long checksum(int threads) {
        int rows = 300;
        int count = 5000;
        EmbeddingTable table = TinyKnowledge.random(rows, WIDTH, 5);
        GradientSlots slots =
                new GradientSlots(table, new Optimizer.Memory(Optimizer.ADAGRAD, rows, WIDTH), true, count);
        Seeds seeds = new Seeds(4);
        try (TrainingRun run = TrainingRun.quiet(1, threads)) {
            for (int step = 0; step < 3; step++) {
                int number = step;
                run.parallel(50, task -> {
                    int from = task * 100;
                    slots.clear(from, from + 100);
                    for (int slot = from; slot < from + 90; slot++) {
                        int row = Seeds.bounded(seeds.at(slot, number), rows);
                        put(slots, slot, row, TinyKnowledge.random(WIDTH, slot));
                    }
                });
                GradientSlots.apply(List.of(slots), new int[] {count}, 0.1f, run);
            }
        }
        return table.checksum();
    }

    @Test
    void giveTheSameBitsAtAnyConcurrency() {
        long one = checksum(1);

        assertThat(checksum(2)).isEqualTo(one);
        assertThat(checksum(4)).isEqualTo(one);
    }
}
