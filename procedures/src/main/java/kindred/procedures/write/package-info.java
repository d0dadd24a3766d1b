/**
 * Writes embeddings into the database, and checks beforehand that it may.
 *
 * <p>May import Neo4j's public API and the graph and model types; never kernel types, GDS types, or the mode engine.
 */
package kindred.procedures.write;
