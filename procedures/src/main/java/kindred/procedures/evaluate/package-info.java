/**
 * The procedures {@code kindred.split.*} and {@code kindred.evaluate.*}: they read the stored graph, let {@code kindred.evaluate} judge, and
 * return rows.
 *
 * <p>May import Neo4j's public API, the modules algorithms and recommend, and of this module the models: {@code kindred.procedures.catalog},
 * {@code kindred.procedures.knowledge}, {@code kindred.procedures.read} and {@code kindred.procedures.run}; never kernel types, never GDS types.
 */
package kindred.procedures.evaluate;
