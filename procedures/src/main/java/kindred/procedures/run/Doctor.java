package kindred.procedures.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kindred.math.Vectors;
import kindred.model.KindredVersion;
import kindred.procedures.run.ServerProcedures.Finding;
import kindred.train.MemoryEstimate;

/** Examines an installation. */
record Doctor(Installation installation) {

    /** A heap below this is too small for anything but a first try. */
    private static final long SMALL_HEAP = 1L << 30;

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(ok("Kindred", KindredVersion.current()));
        findings.add(ok("Neo4j", installation.neo4jVersion()));
        findings.add(library());
        findings.add(ok("Java", Runtime.version().toString()));
        findings.add(advised("Vector kernels", Vectors.kernelName(), Vectors.advice()));
        findings.add(heap());
        findings.add(ok("Cores", String.valueOf(Runtime.getRuntime().availableProcessors())));
        findings.add(ok(
                "Trainer procedures", String.valueOf(installation.registered().size())));
        installation.refused().forEach((name, reason) -> findings.add(refusal(name, reason)));
        return findings;
    }

    private Finding library() {
        return installation
                .library()
                .map(gds -> ok("Graph Data Science", gds.version()))
                .orElseGet(() -> new Finding("Graph Data Science", "error", "missing", GraphFinder.LIBRARY_MISSING));
    }

    private static Finding heap() {
        long largest = Runtime.getRuntime().maxMemory();
        String value = "%s, of which %s are free"
                .formatted(MemoryEstimate.humanReadable(largest), MemoryEstimate.humanReadable(MemoryGuard.freeHeap()));
        Optional<String> advice = largest >= SMALL_HEAP
                ? Optional.empty()
                : Optional.of("Graphs and models live on the heap: raise `server.memory.heap.max_size` in neo4j.conf.");
        return advised("Heap", value, advice);
    }

    private static Finding refusal(String name, String reason) {
        String status = reason.contains("allowlist") ? "advice" : "error";
        String advice = reason.contains("allowlist")
                ? "Add `kindred.*` to dbms.security.procedures.allowlist in neo4j.conf."
                : "";
        return new Finding("Procedure " + name, status, reason, advice);
    }

    private static Finding ok(String check, String value) {
        return new Finding(check, "ok", value, "");
    }

    private static Finding advised(String check, String value, Optional<String> advice) {
        return new Finding(check, advice.isPresent() ? "advice" : "ok", value, advice.orElse(""));
    }
}
