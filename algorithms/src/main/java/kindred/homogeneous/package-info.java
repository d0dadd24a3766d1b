/**
 * Embeddings of graphs whose nodes and relationships are all of one kind, or taken as if they were.
 *
 * <p>May import {@code kindred.graph}, {@code kindred.math}, {@code kindred.config}, {@code kindred.train} and {@code kindred.model};
 * never another package of trainers, nor anything of Neo4j.
 */
package kindred.homogeneous;
