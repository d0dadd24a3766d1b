/**
 * How good a result is, by the protocols that papers publish under: splits of what is known, classification of nodes and prediction
 * of links from vectors, filtered ranking of facts, and ranking metrics with confidence intervals.
 *
 * <p>May import {@code kindred.graph}, {@code kindred.math}, {@code kindred.config}, {@code kindred.model} and {@code kindred.train}; never a concrete trainer, an
 * index, or anything of Neo4j. What is judged arrives as vectors or as ranked items.
 */
package kindred.evaluate;
