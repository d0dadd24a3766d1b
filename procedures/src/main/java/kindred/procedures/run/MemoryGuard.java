package kindred.procedures.run;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import kindred.train.MemoryEstimate;

/**
 * Refuses work that does not fit into the free memory, before it begins.
 *
 * @param freeBytes what the heap can still give
 * @param loadedGraphs graphs that occupy memory and could be dropped
 */
public record MemoryGuard(LongSupplier freeBytes, IntSupplier loadedGraphs) {

    /** What this JVM's heap can still give: its largest size less what is occupied, garbage included. */
    public static long freeHeap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }

    /** @throws IllegalStateException if even the least estimate exceeds the free memory, in GDS's words */
    public void require(MemoryEstimate estimate) {
        long free = freeBytes.getAsLong();
        if (estimate.bytesMin() <= free) {
            return;
        }
        StringBuilder text = new StringBuilder(
                "Procedure was blocked since minimum estimated memory (%s) exceeds current free memory (%s)."
                        .formatted(
                                MemoryEstimate.humanReadable(estimate.bytesMin()), MemoryEstimate.humanReadable(free)));
        int graphs = loadedGraphs.getAsInt();
        if (graphs > 0) {
            text.append(" Note: there are %d graphs currently loaded into memory.".formatted(graphs));
        }
        text.append(
                " Alternatively, use 'sudo: true' to override the memory validation. Overriding the validation is at your own risk.");
        throw new IllegalStateException(
                text.append(" The database can run out of memory.").toString());
    }
}
