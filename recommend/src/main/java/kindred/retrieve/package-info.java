/**
 * Finding the vectors nearest to a vector: the index interface, the similarities, and exact search.
 *
 * <p>May import {@code kindred.model} and {@code kindred.math}; never candidate sources, rankers or anything of Neo4j.
 */
package kindred.retrieve;
