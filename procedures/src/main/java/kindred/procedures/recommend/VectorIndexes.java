package kindred.procedures.recommend;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kindred.config.Suggestions;
import kindred.retrieve.Similarity;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Transaction;
import org.neo4j.graphdb.schema.IndexDefinition;
import org.neo4j.graphdb.schema.IndexSetting;
import org.neo4j.graphdb.schema.IndexType;
import org.neo4j.graphdb.schema.Schema;

/**
 * Neo4j's vector indexes on nodes, as Kindred sees them.
 *
 * <p>Neo4j knows cosine and Euclidean distance. The inner product becomes a cosine on vectors with one more number: with M the
 * length of the longest vector, (x, sqrt(M^2 - |x|^2)) has length M for every x, so its cosine with (q, 0) is q.x / (|q| M), in
 * the order of q.x (Neyshabur and Srebro, ICML 2015). Such vectors are kept in a property of their own, see
 * {@link #AUGMENTED}.
 */
final class VectorIndexes {

    /** Appended to a property's name, for the property with the augmented vectors. */
    static final String AUGMENTED = "__dot";

    /** Neo4j's limit. */
    static final int LARGEST_DIMENSION = 4096;

    /**
     * A vector index.
     *
     * @param name its name
     * @param label label of its nodes
     * @param property the property that the user has in mind: for inner products not the one that is indexed
     * @param indexedProperty the property that is indexed
     * @param similarity the similarity that it is ordered by
     * @param dimension length of the user's vectors
     * @param online whether it can be searched
     */
    record VectorIndexInfo(
            String name,
            String label,
            String property,
            String indexedProperty,
            Similarity similarity,
            int dimension,
            boolean online) {

        boolean isAugmented() {
            return similarity == Similarity.DOT;
        }

        String state() {
            return online ? "ONLINE" : "POPULATING";
        }
    }

    private VectorIndexes() {}

    static List<VectorIndexInfo> all(Transaction transaction) {
        Schema schema = transaction.schema();
        return StreamSupport.stream(schema.getIndexes().spliterator(), false)
                .flatMap(index -> info(schema, index).stream())
                .sorted(Comparator.comparing(VectorIndexInfo::name))
                .toList();
    }

    /** An index of these vectors that can be searched now. */
    static Optional<VectorIndexInfo> find(
            Transaction transaction, Label label, String property, Similarity similarity) {
        Schema schema = transaction.schema();
        return StreamSupport.stream(schema.getIndexes(label).spliterator(), false)
                .flatMap(index -> info(schema, index).stream())
                .filter(index -> fits(index, label.name(), property, similarity) && index.online())
                .findFirst();
    }

    /**
     * The index of this name.
     *
     * @throws IllegalArgumentException if there is none, or it holds other vectors, or cannot be searched yet
     */
    static VectorIndexInfo require(
            Transaction transaction, String name, Label label, String property, Similarity similarity) {
        VectorIndexInfo index = require(transaction, name);
        if (!fits(index, label.name(), property, similarity)) {
            throw new IllegalArgumentException(
                    "Index `%s` is for %s similarity of `%s` on label `%s`, not for %s similarity of `%s` on label `%s`."
                            .formatted(
                                    name,
                                    index.similarity(),
                                    index.property(),
                                    index.label(),
                                    similarity,
                                    property,
                                    label.name()));
        }
        if (!index.online()) {
            throw new IllegalArgumentException("Index `%s` is not online yet.".formatted(name));
        }
        return index;
    }

    static VectorIndexInfo require(Transaction transaction, String name) {
        List<VectorIndexInfo> indexes = all(transaction);
        return indexes.stream()
                .filter(index -> index.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names =
                            indexes.stream().map(VectorIndexInfo::name).toList();
                    return new IllegalArgumentException("Vector index with name `%s` does not exist.%s"
                            .formatted(name, Suggestions.didYouMean(name, names)));
                });
    }

    private static boolean fits(VectorIndexInfo index, String label, String property, Similarity similarity) {
        return index.label().equals(label) && index.property().equals(property) && index.similarity() == similarity;
    }

    /** Empty for what is no vector index of one node label and one property. */
    private static Optional<VectorIndexInfo> info(Schema schema, IndexDefinition index) {
        if (index.getIndexType() != IndexType.VECTOR
                || !index.isNodeIndex()
                || index.isCompositeIndex()
                || index.isMultiTokenIndex()) {
            return Optional.empty();
        }
        Map<IndexSetting, Object> settings = index.getIndexConfiguration();
        String indexed = index.getPropertyKeys().iterator().next();
        boolean augmented = indexed.endsWith(AUGMENTED);
        int dimension = settings.get(IndexSetting.vector_Dimensions()) instanceof Number number ? number.intValue() : 0;
        return Optional.of(new VectorIndexInfo(
                index.getName(),
                index.getLabels().iterator().next().name(),
                augmented ? indexed.substring(0, indexed.length() - AUGMENTED.length()) : indexed,
                indexed,
                augmented ? Similarity.DOT : similarity(settings),
                augmented ? dimension - 1 : dimension,
                schema.getIndexState(index) == Schema.IndexState.ONLINE));
    }

    private static Similarity similarity(Map<IndexSetting, Object> settings) {
        String name = String.valueOf(settings.get(IndexSetting.vector_Similarity_Function()));
        return Stream.of(Similarity.values())
                .filter(similarity -> similarity.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(Similarity.COSINE); // Neo4j's own default
    }
}
