/**
 * Embeddings of graphs that hold more than one kind of thing: nodes with contents, several labels, several relationship types.
 *
 * <p>May import {@code kindred.graph}, {@code kindred.math}, {@code kindred.config}, {@code kindred.train} and {@code kindred.model};
 * never another package of trainers, nor anything of Neo4j.
 */
package kindred.heterogeneous;
