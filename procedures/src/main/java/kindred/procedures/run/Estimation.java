package kindred.procedures.run;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import kindred.graph.GraphSize;
import kindred.train.MemoryEstimate;
import kindred.train.Trainer;

/** The memory of a whole call: graph and training together. */
final class Estimation {

    private Estimation() {}

    static <C extends Record> MemoryEstimate of(
            Trainer<C, ?> trainer, C config, GraphSize size, long bytesWhileReading) {
        MemoryEstimate training = trainer.estimate(size, config);
        List<MemoryEstimate> parts = new ArrayList<>();
        parts.add(MemoryEstimate.of("projection", size.projectionBytes()));
        parts.add(training);
        // the reader's buffers are gone when training begins, so only what exceeds training's own memory adds to the
        // peak
        long beyondTraining = bytesWhileReading - training.bytesMax();
        if (beyondTraining > 0) {
            parts.add(MemoryEstimate.of("buffers while reading", beyondTraining));
        }
        return MemoryEstimate.sum(trainer.name(), parts);
    }

    /** The row of an estimate procedure. */
    static Object[] row(MemoryEstimate estimate, GraphSize size) {
        return new Object[] {
            estimate.range(),
            estimate.treeView(),
            estimate.mapView(),
            estimate.bytesMin(),
            estimate.bytesMax(),
            size.nodeCount(),
            size.arcCount(),
            shareOfHeap(estimate.bytesMin()),
            shareOfHeap(estimate.bytesMax())
        };
    }

    /** As GDS reports it: a share of the largest heap, rounded up to one decimal. */
    private static double shareOfHeap(long bytes) {
        BigDecimal heap = BigDecimal.valueOf(Runtime.getRuntime().maxMemory());
        return BigDecimal.valueOf(bytes).divide(heap, 1, RoundingMode.UP).doubleValue();
    }
}
