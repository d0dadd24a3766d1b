/**
 * What training leaves behind: embedding tables, models, and the provenance that travels inside every model.
 *
 * <p>May import {@code kindred.graph} and {@code kindred.math}; never trainers or anything of Neo4j.
 */
package kindred.model;
