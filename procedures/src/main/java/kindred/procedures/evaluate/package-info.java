/**
 * The procedures {@code kindred.split.*} and {@code kindred.evaluate.*}: they read the stored graph, let {@code kindred.evaluate} judge, and
 * return rows.
 *
 * <p>May import Neo4j's public API and the modules algorithms and recommend; never kernel types, never GDS types.
 */
package kindred.procedures.evaluate;
