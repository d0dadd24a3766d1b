package kindred.knowledge;

import java.util.Arrays;
import kindred.math.Vectors;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;

/**
 * The gradients of one step for some rows of a table. Tasks write into slots of their own, each slot for one row; then the slots of a row are added
 * in an order that depends on the slots alone, and the row is moved. So neither locks are needed, nor does it show which thread did what.
 */
final class GradientSlots {

    private static final int ROWS_PER_TASK = 64;

    private static final int UNUSED = -1;

    private final EmbeddingTable table;
    private final Optimizer.Memory memory;
    private final boolean normalise;
    private final int width;
    private final float[] values;
    private final int[] rows;
    private final int[] lastSlot;
    private final int[] slotBefore;
    private final int[] touched;

    /** @param normalise whether rows are brought to length 1 when they were moved */
    GradientSlots(EmbeddingTable table, Optimizer.Memory memory, boolean normalise, int slots) {
        this.table = table;
        this.memory = memory;
        this.normalise = normalise;
        this.width = table.dimension();
        values = new float[Math.multiplyExact(slots, width)];
        rows = new int[slots];
        slotBefore = new int[slots];
        touched = new int[Math.min(slots, table.rows())];
        lastSlot = new int[table.rows()];
        Arrays.fill(lastSlot, UNUSED);
    }

    /** The gradients of all slots; {@link #use} tells where each begins. */
    float[] values() {
        return values;
    }

    /** Gives a slot to a row, with a gradient of zeros, unless it has it already; returns where the slot begins. */
    int use(int slot, int row) {
        if (rows[slot] == UNUSED) {
            rows[slot] = row;
            Arrays.fill(values, slot * width, (slot + 1) * width, 0);
        }
        return slot * width;
    }

    /** Takes slots away from their rows. */
    void clear(int from, int to) {
        Arrays.fill(rows, from, to, UNUSED);
    }

    /** Moves the rows of the first so many slots, all of which were cleared, and some used since. */
    void apply(int slots, float learningRate, TrainingRun run) {
        int count = link(slots);
        memory.begin();
        run.parallel((count + ROWS_PER_TASK - 1) / ROWS_PER_TASK, task -> {
            for (int i = task * ROWS_PER_TASK; i < Math.min(count, (task + 1) * ROWS_PER_TASK); i++) {
                move(touched[i], learningRate);
            }
        });
    }

    /** Chains the slots of each row. */
    private int link(int slots) {
        int count = 0;
        for (int slot = 0; slot < slots; slot++) {
            int row = rows[slot];
            if (row == UNUSED) {
                continue;
            }
            int before = lastSlot[row];
            if (before == UNUSED) {
                touched[count++] = row;
            }
            slotBefore[slot] = before;
            lastSlot[row] = slot;
        }
        return count;
    }

    private void move(int row, float learningRate) {
        int slot = lastSlot[row];
        lastSlot[row] = UNUSED;
        for (int other = slotBefore[slot]; other != UNUSED; other = slotBefore[other]) {
            Vectors.axpy(1, values, other * width, values, slot * width, width);
        }
        float[] page = table.page(row);
        int offset = table.offset(row);
        memory.move(row, page, offset, values, slot * width, learningRate);
        if (normalise) {
            Vectors.normalise(page, offset, width);
        }
    }

    /** Bytes on the heap. */
    static long bytes(long slots, long width, long rows) {
        return slots * (4 * width + 8) + 4 * Math.min(slots, rows) + 4 * rows;
    }
}
