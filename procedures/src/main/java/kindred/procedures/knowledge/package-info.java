/**
 * What models of facts know, in Cypher: relationships that are missing, how plausible one is, vectors of relationship types
 * and of nodes that training did not see.
 *
 * <p>May import the public Neo4j API, {@code kindred.procedures.catalog}, {@code .read} and {@code .run}; never kernel or GDS
 * types.
 */
package kindred.procedures.knowledge;
