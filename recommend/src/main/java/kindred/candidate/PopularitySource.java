package kindred.candidate;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.ArrayList;
import java.util.List;

/** Proposes the nodes that most interactions lead to, whoever asks: the answer for newcomers, and the baseline to beat. */
public final class PopularitySource implements CandidateSource {

    /** Its name in the {@code source} column. */
    public static final String NAME = "popularity";

    private final long[] nodes;
    private final int[] interactions;
    private final int[] order;

    /**
     * @param nodes database ids; kept, not copied
     * @param interactions how many interactions each has; kept, not copied
     */
    public PopularitySource(long[] nodes, int[] interactions) {
        if (nodes.length != interactions.length) {
            throw new IllegalArgumentException(
                    "%d nodes cannot have %d counts.".formatted(nodes.length, interactions.length));
        }
        this.nodes = nodes;
        this.interactions = interactions;
        this.order = new int[nodes.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        IntArrays.quickSort(
                order,
                (a, b) -> interactions[a] != interactions[b]
                        ? Integer.compare(interactions[b], interactions[a])
                        : Long.compare(nodes[a], nodes[b]));
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Bytes on the heap. */
    public long bytes() {
        return 16L * nodes.length;
    }

    @Override
    public List<Candidate> find(CandidateRequest request) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < order.length && candidates.size() < request.count(); i++) {
            long node = nodes[order[i]];
            if (request.accepts().test(node)) {
                candidates.add(new Candidate(node, interactions[order[i]], NAME));
            }
        }
        return candidates;
    }
}
