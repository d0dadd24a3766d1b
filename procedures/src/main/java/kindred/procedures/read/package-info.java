/**
 * Reads graphs in place from the database, in the caller's transaction.
 *
 * <p>May import Neo4j's public API, the graph types and {@code kindred.procedures.run} and {@code .catalog}; never kernel types, never GDS types.
 */
package kindred.procedures.read;
