/**
 * The mode engine: from a procedure's arguments to its rows, whatever the trainer and wherever the graph comes from.
 *
 * <p>May import Neo4j's public API ({@code org.neo4j.graphdb}); never kernel types, never GDS types.
 */
package kindred.procedures.run;
