package kindred.procedures.recommend;

import java.util.Map;
import kindred.config.Check;
import kindred.config.ConfigReader;
import kindred.config.Doc;
import kindred.retrieve.Similarity;
import org.neo4j.graphdb.Node;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Name;
import org.neo4j.procedure.UserFunction;

/** Similarities of two vectors, for any expression. As usual in Cypher, what is missing makes the result null. */
public final class SimilarityFunctions {

    /** The configuration of {@code kindred.score}. */
    record Config(
            @Doc("Node property with the vectors.") String property,

            @Doc("How alike two vectors are: cosine, dot or euclidean.")
            Similarity similarity) {

        static final Config DEFAULTS = new Config("embedding", Similarity.COSINE);

        Config {
            Check.notBlank("property", property);
        }
    }

    @UserFunction("kindred.similarity")
    @Description(
            "Similarity of two vectors, or of two nodes' vectors: the cosine, the inner product, or 1 / (1 + distance). Null if one is missing, or is zero and has no cosine.")
    public Double similarity(
            @Name(value = "a", description = "A node or a vector.") Object a,
            @Name(value = "b", description = "A node or a vector.") Object b,
            @Name(value = "similarity", defaultValue = "cosine", description = "cosine, dot or euclidean.")
                    String similarity,
            @Name(value = "property", defaultValue = "embedding", description = "The nodes' property with the vectors.")
                    String property) {
        return between(
                a, b, ConfigReader.read(Config.DEFAULTS, Map.of("similarity", similarity, "property", property)));
    }

    @UserFunction("kindred.score")
    @Description("How well an item suits a user: the similarity of their vectors. Null if one of them has none.")
    public Double score(
            @Name(value = "user", description = "A node or a vector.") Object user,
            @Name(value = "item", description = "A node or a vector.") Object item,
            @Name(value = "configuration", defaultValue = "{}", description = "Keys: property, similarity.")
                    Map<String, Object> configuration) {
        return between(user, item, ConfigReader.read(Config.DEFAULTS, configuration));
    }

    private static Double between(Object a, Object b, Config config) {
        float[] first = vector("a", a, config.property());
        float[] second = vector("b", b, config.property());
        if (first == null || second == null) {
            return null;
        }
        float similarity = config.similarity().between(first, second);
        return Float.isNaN(similarity) ? null : (double) similarity;
    }

    private static float[] vector(String argument, Object value, String property) {
        if (value == null) {
            return null;
        }
        return value instanceof Node node
                ? VectorValues.orNull(node, property)
                : VectorValues.of(argument, value, property);
    }
}
