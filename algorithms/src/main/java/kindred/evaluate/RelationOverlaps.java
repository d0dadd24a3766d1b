package kindred.evaluate;

import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.Comparator;
import java.util.List;
import kindred.evaluate.LeakageReport.Implication;
import kindred.evaluate.LeakageReport.Kind;

/** How many pairs of nodes each two relations have in common, as they are and reversed. */
final class RelationOverlaps {

    private final int relationCount;
    private final long[] pairs;
    private final Long2LongOpenHashMap shared = new Long2LongOpenHashMap();

    RelationOverlaps(FactsByNodes facts, int relationCount) {
        this.relationCount = relationCount;
        this.pairs = new long[relationCount];
        for (int group = 0; group < facts.groups(); group++) {
            for (int from = facts.start(group); from < facts.start(group + 1); from++) {
                if (!facts.isRepeated(group, from)) {
                    add(facts, group, from);
                }
            }
        }
    }

    private void add(FactsByNodes facts, int group, int from) {
        pairs[facts.relation(from)]++;
        for (int to = facts.start(group); to < facts.start(group + 1); to++) {
            if (!facts.isRepeated(group, to) && to != from) {
                shared.addTo(key(facts, from, to), 1);
            }
        }
    }

    /** Stands for the relations of two facts over the same two nodes, and how they lie. */
    long key(FactsByNodes facts, int from, int to) {
        return ((long) facts.relation(from) * relationCount + facts.relation(to)) * 2
                + (facts.kind(from, to) == Kind.INVERSE ? 1 : 0);
    }

    /** The keys of those relations that share at least this part of their pairs with the other one. */
    LongOpenHashSet implying(double threshold) {
        LongOpenHashSet implying = new LongOpenHashSet();
        shared.long2LongEntrySet().fastForEach(overlap -> {
            if (overlap.getLongValue() >= threshold * pairs[from(overlap.getLongKey())]) {
                implying.add(overlap.getLongKey());
            }
        });
        return implying;
    }

    /** In words, the most certain first, and of these those of the most pairs. */
    List<Implication> describe(LongOpenHashSet keys, List<String> names) {
        return keys.longStream()
                .mapToObj(key -> new Implication(
                        names.get(from(key)),
                        names.get((int) (key / 2 % relationCount)),
                        key % 2 == 1 ? Kind.INVERSE : Kind.DUPLICATE,
                        shared.get(key),
                        shared.get(key) / (double) pairs[from(key)]))
                .sorted(Comparator.comparingDouble(Implication::share)
                        .thenComparingLong(Implication::pairs)
                        .reversed()
                        .thenComparing(Implication::from)
                        .thenComparing(Implication::to)
                        .thenComparing(Implication::kind))
                .toList();
    }

    private int from(long key) {
        return (int) (key / 2 / relationCount);
    }
}
