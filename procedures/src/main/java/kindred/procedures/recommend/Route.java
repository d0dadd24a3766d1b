package kindred.procedures.recommend;

import java.util.Optional;
import kindred.config.Check;
import kindred.config.Doc;
import kindred.retrieve.Similarity;
import org.neo4j.graphdb.Label;

/** Which vectors are compared, and how the nearest are found. Keys that several procedures share. */
record Route(
        @Doc("Node property with the vectors.") String property,

        @Doc("How alike two vectors are: cosine, dot or euclidean.")
        Similarity similarity,

        @Doc("Name of the vector index to use; by default any that fits, or none.")
        Optional<String> index,

        @Doc(
                "True: always scan all vectors. False: use a vector index, and fail without one. By default an index is used if there is one.")
        Optional<Boolean> exact) {

    static final Route DEFAULTS = new Route("embedding", Similarity.COSINE, Optional.empty(), Optional.empty());

    Route {
        Check.notBlank("property", property);
        index.ifPresent(name -> Check.notBlank("index", name));
        if (index.isPresent() && exact.orElse(false)) {
            throw new IllegalArgumentException("`index` and `exact: true` exclude each other.");
        }
    }

    /** The index to search; empty for a scan. Changes of the caller's own are in no index yet, so they ask for a scan. */
    Optional<VectorIndexes.VectorIndexInfo> choose(Session session, Label label) {
        if (exact.orElse(false)) {
            return Optional.empty();
        }
        Optional<VectorIndexes.VectorIndexInfo> found = index.isPresent()
                ? Optional.of(VectorIndexes.require(session.transaction(), index.get(), label, property, similarity))
                : VectorIndexes.find(session.transaction(), label, property, similarity);
        if (found.isEmpty() && exact.isPresent()) {
            throw new IllegalArgumentException(
                    "There is no vector index for %s similarity of `%s` on label `%s`. Create one with `kindred.index.create`, or leave `exact: false` out."
                            .formatted(similarity, property, label.name()));
        }
        return session.hasOwnChanges() ? Optional.empty() : found;
    }
}
