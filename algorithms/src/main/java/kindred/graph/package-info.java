/**
 * The graph that is learned from: immutable projections of a property graph in compressed sparse rows, and walks over them.
 *
 * <p>May import {@code kindred.math} and fastutil; never trainers, models, or anything of Neo4j.
 */
package kindred.graph;
