package kindred.evaluate;

import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.Arrays;
import kindred.evaluate.LeakageReport.Kind;
import kindred.graph.Triples;

/** Facts of training and test, those over the same two nodes together. Facts that one of the two has several times stand there once. */
final class FactsByNodes {

    private static final int TEST = 1;
    private static final int TURNED = 2;
    private static final int RELATION_BITS = 2;

    private final int[] starts;
    private final long[] facts;

    FactsByNodes(Triples train, Triples test) {
        int count = Math.addExact(train.count(), test.count());
        long[] nodes = new long[count];
        long[] codes = new long[count];
        for (int i = 0; i < count; i++) {
            boolean tested = i >= train.count();
            Triples part = tested ? test : train;
            int fact = tested ? i - train.count() : i;
            long low = Math.min(part.head(fact), part.tail(fact));
            nodes[i] = low << 32 | Math.max(part.head(fact), part.tail(fact));
            codes[i] = (long) part.relation(fact) << RELATION_BITS
                    | (part.head(fact) > part.tail(fact) ? TURNED : 0)
                    | (tested ? TEST : 0);
        }
        LongArrays.radixSort(nodes, codes);
        int[] first = new int[count + 1];
        int groups = 0;
        int size = 0;
        for (int i = 0; i < count; i++) {
            boolean begins = i == 0 || nodes[i] != nodes[i - 1];
            if (begins) {
                first[groups++] = size;
            }
            if (begins || codes[i] != codes[i - 1]) {
                codes[size++] = codes[i]; // never beyond i, so what is still to be compared stays
            }
        }
        first[groups] = size;
        starts = Arrays.copyOf(first, groups + 1);
        facts = Arrays.copyOf(codes, size);
    }

    /** Pairs of nodes that facts connect. */
    int groups() {
        return starts.length - 1;
    }

    /** First fact of a group; the last one stands before the first of the next. */
    int start(int group) {
        return starts[group];
    }

    int relation(int fact) {
        return (int) (facts[fact] >>> RELATION_BITS);
    }

    boolean isTest(int fact) {
        return (facts[fact] & TEST) != 0;
    }

    /** Whether two facts of a group have relation, head and tail in common, as one of training and one of test may. */
    boolean same(int a, int b) {
        return (facts[a] | TEST) == (facts[b] | TEST);
    }

    /** How two facts of a group lie. */
    Kind kind(int a, int b) {
        return ((facts[a] ^ facts[b]) & TURNED) == 0 ? Kind.DUPLICATE : Kind.INVERSE;
    }

    /** Whether a test fact stands in the training too, and so right before this one. */
    boolean isRepeated(int group, int fact) {
        return fact > starts[group] && same(fact, fact - 1);
    }
}
