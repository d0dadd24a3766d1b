package kindred.evaluate;

import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import kindred.config.Check;
import kindred.graph.Triples;

/**
 * How many test facts a training fact gives away, because it connects the same two nodes. On FB15k such facts, mostly of an inverse
 * relation, answer four in five of all test questions (Toutanova and Chen, CVSC 2015; Dettmers et al., AAAI 2018), so that high figures on such a
 * split say little of what a model has learned.
 *
 * <p>That some fact connects the nodes may be chance. It gives the answer away if its relation implies that of the test fact: if
 * at least a share, the threshold, of its pairs (head, tail) are pairs of the other relation as well ({@link Kind#DUPLICATE}), or are so reversed
 * ({@link Kind#INVERSE}; of the relation itself if it is symmetric). Shares are taken over training and test together. The threshold of Akrami et al.
 * (SIGMOD 2020, section 4.2) is 0.8; they ask it of both relations, while here each way is judged by itself, since an answer follows one way
 * only. A fact of a node with itself is never its own inverse.
 *
 * @param facts different test facts
 * @param repeated share of them that are training facts themselves
 * @param anyRelation those whose nodes another training fact connects
 * @param impliedBy those whose nodes another training fact connects whose relation implies theirs
 * @param implications relations that imply one another, the most certain ones first
 */
public record LeakageReport(
        long facts, double repeated, Shares anyRelation, Shares impliedBy, List<Implication> implications) {

    /** The threshold of Akrami et al. */
    public static final double DEFAULT_THRESHOLD = 0.8;

    /** How two facts over the same nodes lie. */
    public enum Kind {
        /** From the same head to the same tail. */
        DUPLICATE,
        /** Head and tail exchanged. */
        INVERSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Shares of the test facts.
     *
     * @param duplicate with such a training fact from the same head to the same tail
     * @param inverse with such a training fact from the tail to the head
     * @param either with one or both
     */
    public record Shares(double duplicate, double inverse, double either) {}

    /**
     * A relation of which most pairs are pairs of another.
     *
     * @param from the relation whose facts give away facts of the other
     * @param to the relation that is given away
     * @param pairs how many pairs both have
     * @param share these as a share of the pairs of {@code from}
     */
    public record Implication(String from, String to, Kind kind, long pairs, double share) {}

    public LeakageReport {
        implications = List.copyOf(implications);
    }

    /** A report with the default threshold. */
    public static LeakageReport of(Triples train, Triples test) {
        return of(train, test, DEFAULT_THRESHOLD);
    }

    /**
     * Compares all facts over the same two nodes. Time O(facts), and for each two nodes the square of the number of facts that connect them;
     * 40 bytes a fact.
     *
     * @param train what a model learned from
     * @param test what it is judged on, over the same nodes and relations
     * @param threshold share of its pairs from which a relation implies another, in (0, 1]
     * @throws IllegalArgumentException if there is no test fact
     */
    public static LeakageReport of(Triples train, Triples test, double threshold) {
        Check.rangeAbove("threshold", threshold, 0, 1);
        if (test.count() == 0) {
            throw new IllegalArgumentException("There is no test fact, so there is nothing to give away.");
        }
        FactsByNodes facts = new FactsByNodes(train, test);
        RelationOverlaps overlaps = new RelationOverlaps(facts, train.relationCount());
        LongOpenHashSet implying = overlaps.implying(threshold);
        Counts counts = new Counts();
        for (int group = 0; group < facts.groups(); group++) {
            for (int fact = facts.start(group); fact < facts.start(group + 1); fact++) {
                if (facts.isTest(fact)) {
                    int tested = fact;
                    counts.add(facts, group, fact, other -> implying.contains(overlaps.key(facts, other, tested)));
                }
            }
        }
        return counts.report(overlaps.describe(implying, train.relationTypes()));
    }

    private static final class Counts {
        private final Found any = new Found();
        private final Found implied = new Found();
        private long facts;
        private long repeated;

        void add(FactsByNodes all, int group, int test, IntPredicate implies) {
            facts++;
            repeated += all.isRepeated(group, test) ? 1 : 0;
            for (int fact = all.start(group); fact < all.start(group + 1); fact++) {
                if (!all.isTest(fact) && !all.same(fact, test)) {
                    any.note(all.kind(fact, test));
                    if (implies.test(fact)) {
                        implied.note(all.kind(fact, test));
                    }
                }
            }
            any.factEnds();
            implied.factEnds();
        }

        LeakageReport report(List<Implication> implications) {
            return new LeakageReport(
                    facts, repeated / (double) facts, any.shares(facts), implied.shares(facts), implications);
        }
    }

    /** Counts test facts by the kinds of training facts that were found for them. */
    private static final class Found {
        private boolean duplicate;
        private boolean inverse;
        private long duplicates;
        private long inverses;
        private long either;

        void note(Kind kind) {
            duplicate |= kind == Kind.DUPLICATE;
            inverse |= kind == Kind.INVERSE;
        }

        void factEnds() {
            duplicates += duplicate ? 1 : 0;
            inverses += inverse ? 1 : 0;
            either += duplicate || inverse ? 1 : 0;
            duplicate = false;
            inverse = false;
        }

        Shares shares(long facts) {
            double all = facts;
            return new Shares(duplicates / all, inverses / all, either / all);
        }
    }
}
