package kindred.graph;

import java.util.List;
import java.util.Optional;
import kindred.math.Seeds;

/**
 * An immutable view of a heterogeneous property graph: nodes grouped by label, one {@link RelationshipSlice} per relationship
 * type, numeric node properties as {@link FeatureTable}s.
 *
 * <p>Two projections of one store are equal bit for bit, whatever the threads that read it did: see {@link NodeIndex} and
 * {@link Csr.Builder#sort}.
 */
public final class Projection {

    private final NodeIndex nodes;
    private final List<RelationshipSlice> relationships;
    private final List<FeatureTable> features;
    private volatile Csr union;

    public Projection(NodeIndex nodes, List<RelationshipSlice> relationships, List<FeatureTable> features) {
        this.nodes = nodes;
        this.relationships = List.copyOf(relationships);
        this.features = List.copyOf(features);
        for (RelationshipSlice slice : relationships) {
            if (slice.out().nodeCount() != nodes.nodeCount()) {
                throw new IllegalArgumentException("Relationship type `%s` spans %d nodes, but the graph has %d."
                        .formatted(slice.type(), slice.out().nodeCount(), nodes.nodeCount()));
            }
        }
    }

    public NodeIndex nodes() {
        return nodes;
    }

    public int nodeCount() {
        return nodes.nodeCount();
    }

    /** Directed adjacency entries over all types: an undirected relationship counts twice, as in GDS. */
    public long arcCount() {
        return relationships.stream().mapToLong(slice -> slice.out().arcCount()).sum();
    }

    /** One slice per relationship type, in alphabetical order of the types. */
    public List<RelationshipSlice> relationships() {
        return relationships;
    }

    public Optional<RelationshipSlice> relationships(String type) {
        return relationships.stream().filter(slice -> slice.type().equals(type)).findFirst();
    }

    public List<FeatureTable> features() {
        return features;
    }

    public Optional<FeatureTable> feature(int label, String property) {
        return features.stream()
                .filter(table -> table.label() == label && table.property().equals(property))
                .findFirst();
    }

    /** The outgoing arcs of all types as one structure, for trainers that do not tell types apart. Built once, on demand. */
    public Csr union() {
        if (relationships.size() == 1) {
            return relationships.get(0).out();
        }
        Csr built = union;
        if (built == null) {
            synchronized (this) {
                built = Optional.ofNullable(union).orElseGet(this::buildUnion);
                union = built;
            }
        }
        return built;
    }

    private Csr buildUnion() {
        boolean weighted = relationships.stream().anyMatch(slice -> slice.out().isWeighted());
        Csr.Builder builder = new Csr.Builder(nodeCount(), this::degree, weighted);
        for (int node = 0; node < nodeCount(); node++) {
            long position = builder.first(node);
            for (RelationshipSlice slice : relationships) {
                Csr out = slice.out();
                for (long arc = out.first(node); arc < out.end(node); arc++) {
                    builder.set(position++, out.target(arc), out.weight(arc));
                }
            }
            builder.sort(node);
        }
        return builder.build();
    }

    private int degree(int node) {
        int degree = 0;
        for (RelationshipSlice slice : relationships) {
            degree += slice.out().degree(node);
        }
        return degree;
    }

    /**
     * The same nodes and features with those relationships that pass the test. It is asked about node numbers, of an undirected
     * relationship the lower one first.
     */
    public Projection retain(Csr.ArcTest test) {
        Csr.ArcTest eitherWay = (source, target) -> test.keeps(Math.min(source, target), Math.max(source, target));
        List<RelationshipSlice> kept = relationships.stream()
                .map(slice -> new RelationshipSlice(
                        slice.type(),
                        slice.isUndirected(),
                        slice.out().retain(slice.isUndirected() ? eitherWay : test)))
                .toList();
        return new Projection(nodes, kept, features);
    }

    public GraphSize size() {
        boolean weighted = relationships.stream().anyMatch(slice -> slice.out().isWeighted());
        long featureValues =
                features.stream().mapToLong(table -> table.values().length).sum();
        return new GraphSize(nodeCount(), arcCount(), Math.max(1, relationships.size()), weighted, featureValues);
    }

    /** Bytes on the heap, without the structures that are built on demand. */
    public long bytes() {
        return nodes.bytes()
                + relationships.stream().mapToLong(slice -> slice.out().bytes()).sum()
                + features.stream().mapToLong(FeatureTable::bytes).sum();
    }

    /** A hash of nodes, labels, arcs and weights that tells whether a model was trained on this very graph. */
    public long fingerprint() {
        long hash = Seeds.mix(nodeCount(), arcCount());
        for (int node = 0; node < nodeCount(); node++) {
            hash = Seeds.mix(hash, nodes.databaseId(node));
        }
        for (RelationshipSlice slice : relationships) {
            hash = Seeds.mix(hash, slice.type().hashCode());
            for (long arc = 0; arc < slice.out().arcCount(); arc++) {
                hash = Seeds.mix(
                        hash,
                        (long) slice.out().target(arc) << 32
                                | Float.floatToRawIntBits(slice.out().weight(arc)));
            }
        }
        return hash;
    }
}
