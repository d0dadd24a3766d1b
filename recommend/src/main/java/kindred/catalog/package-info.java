/**
 * The list of every trainer, in the highest module that sees them all.
 *
 * <p>May import trainers of every family; never anything of Neo4j.
 */
package kindred.catalog;
