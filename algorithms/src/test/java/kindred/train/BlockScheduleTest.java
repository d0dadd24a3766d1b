package kindred.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import kindred.math.Seeds;
import kindred.model.EmbeddingTable;
import org.junit.jupiter.api.Test;

class BlockScheduleTest {

    private static BlockSchedule schedule(int nodes, int blocks) {
        return new BlockSchedule(node -> node % 50 * (long) node, nodes, blocks, new Seeds(1));
    }

    @Test
    void dealsNodesToBlocksOfEqualSizeAndWeight() {
        BlockSchedule schedule = schedule(1003, 8);
        long[] weights = new long[8];
        BitSet rows = new BitSet();
        for (int node = 0; node < 1003; node++) {
            int code = schedule.code(node);
            int row = schedule.row(node);
            weights[schedule.block(code)] += node % 50 * (long) node;
            rows.set(row);
            assertThat(row).isEqualTo(schedule.start(schedule.block(code)) + schedule.place(code));
        }
        assertThat(rows.cardinality()).isEqualTo(1003);
        for (int block = 0; block < 8; block++) {
            assertThat(schedule.size(block)).isBetween(125, 126);
            assertThat((double) weights[block] / weights[0]).isBetween(0.97, 1.03);
        }
    }

    @Test
    void trainsEveryBucketOnceAndNeverTwoThatShareABlock() {
        int blocks = 8;
        BlockSchedule schedule = schedule(100, blocks);
        AtomicIntegerArray busy = new AtomicIntegerArray(2 * blocks);
        AtomicIntegerArray trained = new AtomicIntegerArray(blocks * blocks);
        AtomicInteger clashes = new AtomicInteger();
        try (TrainingRun run = TrainingRun.quiet(1, 4)) {
            for (int i = 0; i < 200; i++) {
                schedule.run(run, (first, second) -> {
                    clashes.addAndGet(busy.incrementAndGet(first) - 1 + busy.incrementAndGet(blocks + second) - 1);
                    trained.incrementAndGet(first * blocks + second);
                    busy.decrementAndGet(first);
                    busy.decrementAndGet(blocks + second);
                });
            }
        }
        assertThat(clashes).hasValue(0);
        for (int bucket = 0; bucket < blocks * blocks; bucket++) {
            assertThat(trained.get(bucket)).isEqualTo(200);
        }
    }

    @Test
    void inOneTableTrainsEveryBucketOnceAndNeverTwoThatShareABlock() {
        for (int blocks : new int[] {1, 2, 5, 8}) {
            BlockSchedule schedule = schedule(100, blocks);
            AtomicIntegerArray busy = new AtomicIntegerArray(blocks);
            AtomicIntegerArray trained = new AtomicIntegerArray(blocks * blocks);
            AtomicInteger clashes = new AtomicInteger();
            try (TrainingRun run = TrainingRun.quiet(1, 4)) {
                for (int i = 0; i < 100; i++) {
                    schedule.runInOneTable(run, (first, second) -> {
                        int others = first == second ? 0 : busy.incrementAndGet(second) - 1;
                        clashes.addAndGet(busy.incrementAndGet(first) - 1 + others);
                        trained.incrementAndGet(first * schedule.blocks() + second);
                        busy.decrementAndGet(first);
                        if (first != second) {
                            busy.decrementAndGet(second);
                        }
                    });
                }
            }
            assertThat(clashes).as("%d blocks", blocks).hasValue(0);
            for (int bucket = 0; bucket < blocks * blocks; bucket++) {
                assertThat(trained.get(bucket)).isEqualTo(100);
            }
        }
    }

    @Test
    void inOneTableUpdatesEachBlockInTheSameOrderAtAnyConcurrency() {
        List<List<Integer>> one = ordersInOneTable(1);

        assertThat(ordersInOneTable(2)).isEqualTo(one);
        assertThat(ordersInOneTable(4)).isEqualTo(one);
    }

    /** Per block: the buckets that touched it, in order. */
    private static List<List<Integer>> ordersInOneTable(int concurrency) {
        BlockSchedule schedule = schedule(100, 8);
        List<List<Integer>> orders = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            orders.add(Collections.synchronizedList(new ArrayList<>()));
        }
        try (TrainingRun run = TrainingRun.quiet(1, concurrency)) {
            schedule.runInOneTable(run, (first, second) -> {
                orders.get(first).add(first * 8 + second);
                orders.get(second).add(first * 8 + second);
            });
        }
        return orders;
    }

    @Test
    void updatesEachBlockInTheSameOrderAtAnyConcurrency() {
        List<List<Integer>> one = orders(1);

        assertThat(orders(2)).isEqualTo(one);
        assertThat(orders(4)).isEqualTo(one);
    }

    /** Per second block: the first blocks it met, in order. */
    private static List<List<Integer>> orders(int concurrency) {
        BlockSchedule schedule = schedule(100, 8);
        List<List<Integer>> orders = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            orders.add(Collections.synchronizedList(new ArrayList<>()));
        }
        try (TrainingRun run = TrainingRun.quiet(1, concurrency)) {
            schedule.run(run, (first, second) -> orders.get(second).add(first));
        }
        return orders;
    }

    @Test
    void endsWithTheFailureOfABucketWhateverOthersWaitFor() {
        BlockSchedule schedule = schedule(100, 8);
        for (int concurrency : new int[] {1, 2, 4}) {
            try (TrainingRun run = TrainingRun.quiet(1, concurrency)) {
                assertThatThrownBy(() -> schedule.run(run, BlockScheduleTest::failAtOne))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("bucket failed");
                assertThatThrownBy(() -> schedule.runInOneTable(run, BlockScheduleTest::failAtOne))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("bucket failed");
            }
        }
    }

    private static void failAtOne(int first, int second) {
        if (first == 3 && second == 5) {
            throw new IllegalStateException("bucket failed");
        }
    }

    @Test
    void movesTrainedRowsBackToTheirNodes() {
        BlockSchedule schedule = schedule(1003, 8);
        EmbeddingTable table = new EmbeddingTable(1003, 3);
        for (int node = 0; node < 1003; node++) {
            table.setRow(schedule.row(node), new float[] {node, -node, 7}, 0);
        }
        schedule.restoreOrder(table);

        for (int node = 0; node < 1003; node++) {
            assertThat(table.row(node)).containsExactly(node, -node, 7);
        }
    }
}
