package kindred.procedures.knowledge;

import kindred.config.Check;
import kindred.config.Suggestions;
import kindred.knowledge.KnowledgeScores;
import kindred.model.EmbeddingTable;
import kindred.model.KnowledgeEmbeddings;
import kindred.model.Model;
import kindred.procedures.catalog.UserModels;

/**
 * A model of facts out of the catalogue, and what calls ask of it by types and ids.
 *
 * @param name in the catalogue
 * @param content the model itself
 */
public record KnowledgeModel(String name, KnowledgeEmbeddings content) {

    /** What projections call all relationship types together. */
    public static final String ALL_TYPES = "__ALL__";

    /** @throws IllegalArgumentException if there is none of this name, or it knows nothing of relationship types */
    public static KnowledgeModel load(UserModels models, String name) {
        Check.notBlank("modelName", name);
        Model model = models.load(name);
        if (model instanceof KnowledgeEmbeddings knowledge) {
            return new KnowledgeModel(name, knowledge);
        }
        throw new IllegalArgumentException(
                "Model with name `%s` was trained by `%s`, which learns nothing of relationship types. Train one that does, as with `kindred.complEx.train`."
                        .formatted(name, model.provenance().trainer()));
    }

    /** @throws IllegalArgumentException if the model does not know the type */
    public int relation(String type) {
        Check.notBlank("relationshipType", type);
        int relation = content.relations().indexOf(type);
        if (relation < 0) {
            throw new IllegalArgumentException("Model with name `%s` has no relationship type `%s`.%s"
                    .formatted(
                            name,
                            type,
                            Suggestions.didYouMean(type, content.relations().types())));
        }
        return relation;
    }

    /** @throws IllegalArgumentException if the node was not in the graph that the model was trained on */
    int node(long id) {
        int node = content.nodes().nodeOf(id);
        if (node < 0) {
            throw new IllegalArgumentException(
                    "Node with id `%d` is not in the graph that the model with name `%s` was trained on."
                            .formatted(id, name));
        }
        return node;
    }

    /** Plausibility of one fact between nodes of the model, from their two vectors alone: queries ask for it in every row. */
    float score(int head, int relation, int tail) {
        EmbeddingTable ends = new EmbeddingTable(2, content.dimension());
        content.copyEmbedding(head, ends, 0);
        content.copyEmbedding(tail, ends, 1);
        return new KnowledgeScores(ends, content.relations()).score(0, relation, 1);
    }
}
