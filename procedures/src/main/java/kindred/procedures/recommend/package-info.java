/**
 * From vectors in the database to recommendations: vector indexes, candidates, similarities, recommendations.
 *
 * <p>May import the public Neo4j API, {@code kindred.procedures.read}, {@code .write} and {@code .run}; never kernel or GDS
 * types.
 */
package kindred.procedures.recommend;
