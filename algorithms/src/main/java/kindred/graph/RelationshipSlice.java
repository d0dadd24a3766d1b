package kindred.graph;

import java.util.Optional;

/**
 * All relationships of one type. In an undirected slice each relationship stands at both of its ends, so {@link #out()} and
 * {@link #in()} are the same structure; in a directed one the incoming side is built when it is first asked for.
 */
public final class RelationshipSlice {

    private final String type;
    private final boolean undirected;
    private final Csr out;
    private volatile Csr in;

    public RelationshipSlice(String type, boolean undirected, Csr out) {
        this.type = type;
        this.undirected = undirected;
        this.out = out;
        this.in = undirected ? out : null;
    }

    public String type() {
        return type;
    }

    public boolean isUndirected() {
        return undirected;
    }

    public Csr out() {
        return out;
    }

    public Csr in() {
        Csr built = in;
        if (built == null) {
            synchronized (this) {
                built = Optional.ofNullable(in).orElseGet(out::transpose);
                in = built;
            }
        }
        return built;
    }
}
