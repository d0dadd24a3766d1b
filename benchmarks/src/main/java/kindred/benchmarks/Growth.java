package kindred.benchmarks;

import java.util.List;
import kindred.benchmarks.Training.Trained;
import kindred.graph.Projection;
import kindred.math.Seeds;
import kindred.train.Progress;

/**
 * Trains on growing shares of a graph's relationships and measures what each takes. All nodes stay; a smaller share is part of a larger
 * one. The exponents say how time and memory grow from the smallest share to the largest: as the number of relationships to that power,
 * 1 being linear.
 */
final class Growth {

    private static final double MEBIBYTE = 1 << 20;

    private final Training training;
    private final TrainerOptions options;
    private final int repeat;
    private final Progress progress;
    private final Report report;

    Growth(Training training, TrainerOptions options, int repeat, Progress progress, Report report) {
        this.training = training;
        this.options = options;
        this.repeat = repeat;
        this.progress = progress;
        this.report = report;
    }

    private record Cost(long arcs, double seconds, long peakBytes) {}

    /** @throws BenchFailure unless there are none, or at least two different ones in (0, 1] */
    static void check(List<Double> shares) {
        for (double share : shares) {
            if (!(share > 0 && share <= 1)) {
                throw new BenchFailure(
                        "Value for `--share` was `%s`, but must be within the range (0.0, 1.0].".formatted(share));
            }
        }
        if (!shares.isEmpty() && shares.stream().distinct().count() < 2) {
            throw new BenchFailure("`--share` compares; give at least two different shares, such as 0.25,0.5,1.");
        }
    }

    /** Returns what was trained on the largest share. */
    Trained measure(Projection graph, List<Double> shares) {
        report.row("share", "arcs", "seconds", "peak MiB", "estimated MiB");
        Cost first = null;
        Cost last = null;
        Trained trained = null;
        for (double share : shares.stream().distinct().sorted().toList()) {
            Projection part = share == 1 ? graph : part(graph, share);
            trained = training.trainWatched(part, options.seed(), options.concurrency(), progress);
            last = new Cost(part.arcCount(), fastest(part), trained.peakBytes());
            first = first == null ? last : first;
            add(share, last, trained.estimatedBytes());
        }
        double growth = Math.log(last.arcs() / (double) first.arcs());
        report.metric("timeExponent", Math.log(last.seconds() / first.seconds()) / growth);
        report.metric("memoryExponent", Math.log(last.peakBytes() / (double) first.peakBytes()) / growth);
        return trained;
    }

    private Projection part(Projection graph, double share) {
        Seeds seeds = new Seeds(options.seed()).fork("share");
        Projection part = graph.retain((source, target) -> Seeds.unitDouble(seeds.at(source, target)) < share);
        if (part.arcCount() == 0 || part.arcCount() == graph.arcCount()) {
            throw new BenchFailure("A share of %s of %d relationships can not be compared with all of them."
                    .formatted(share, graph.arcCount()));
        }
        return part;
    }

    private double fastest(Projection part) {
        double seconds = Double.MAX_VALUE;
        for (int i = 0; i < repeat; i++) {
            seconds = Math.min(
                    seconds,
                    training.train(part, options.seed(), options.concurrency(), progress)
                            .seconds());
        }
        return seconds;
    }

    private void add(double share, Cost cost, long estimatedBytes) {
        String at = "@" + share;
        report.seconds("train" + at, cost.seconds());
        report.metric("arcs" + at, (double) cost.arcs());
        report.metric("peakBytes" + at, (double) cost.peakBytes());
        report.metric("estimatedBytes" + at, (double) estimatedBytes);
        report.row(
                String.valueOf(share),
                cost.arcs(),
                cost.seconds(),
                cost.peakBytes() / MEBIBYTE,
                estimatedBytes / MEBIBYTE);
    }
}
