/**
 * Embeddings of knowledge graphs: score functions over heads, relations and tails, and the engine that trains them.
 *
 * <p>May import {@code kindred.graph}, {@code kindred.math}, {@code kindred.config}, {@code kindred.train}, {@code kindred.model} and
 * {@code kindred.evaluate}, by which it judges itself on validation facts; never another package of trainers, nor anything of Neo4j.
 */
package kindred.knowledge;
