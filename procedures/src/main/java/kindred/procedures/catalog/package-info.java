/**
 * Trained models under names, kept in the database that they were trained on.
 *
 * <p>May import the public Neo4j API and {@code kindred.procedures.run}; never kernel or GDS types.
 */
package kindred.procedures.catalog;
