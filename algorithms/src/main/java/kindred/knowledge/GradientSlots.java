package kindred.knowledge;

import java.util.Arrays;
import java.util.List;
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
    private int touchedRows;

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
        rows[slot] = row;
        return slot * width;
    }

    /** Takes slots away from their rows. */
    void clear(int from, int to) {
        Arrays.fill(rows, from, to, UNUSED);
    }

    /**
     * Moves the rows of the first slots of several tables. All of them were cleared, and some used since.
     *
     * @param slots how many slots each has
     */
    static void apply(List<GradientSlots> tables, int[] slots, float learningRate, TrainingRun run) {
        run.parallel(tables.size(), i -> tables.get(i).link(slots[i]));
        int[] ends = new int[tables.size()];
        int tasks = 0;
        for (int i = 0; i < ends.length; i++) {
            tasks += (tables.get(i).touchedRows + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
            ends[i] = tasks;
        }
        run.parallel(tasks, task -> {
            int table = 0;
            while (task >= ends[table]) {
                table++;
            }
            tables.get(table).moveRows(table == 0 ? task : task - ends[table - 1], learningRate);
        });
    }

    private void moveRows(int task, float learningRate) {
        int end = Math.min(touchedRows, (task + 1) * ROWS_PER_TASK);
        for (int i = task * ROWS_PER_TASK; i < end; i++) {
            move(touched[i], learningRate);
        }
    }

    /** Chains the slots of each row. */
    private void link(int slots) {
        memory.begin();
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
        touchedRows = count;
    }

    private void move(int row, float learningRate) {
        int slot = lastSlot[row];
        lastSlot[row] = UNUSED;
        for (int other = slotBefore[slot]; other != UNUSED; other = slotBefore[other]) {
            Vectors.axpy(1, values, other * width, values, slot * width, width);
            empty(other);
        }
        float[] page = table.page(row);
        int offset = table.offset(row);
        memory.move(row, page, offset, values, slot * width, learningRate);
        if (normalise) {
            Vectors.normalise(page, offset, width);
        }
        empty(slot);
    }

    private void empty(int slot) {
        Vectors.clear(values, slot * width, width);
    }

    /** Bytes on the heap. */
    static long bytes(long slots, long width, long rows) {
        return slots * (4 * width + 8) + 4 * Math.min(slots, rows) + 4 * rows;
    }
}
