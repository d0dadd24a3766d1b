/**
 * Sources of candidates: from a request, a few hundred items worth ranking, each with a score and the name of its source.
 *
 * <p>May import {@code kindred.retrieve}, {@code kindred.model} and {@code kindred.math}; never rankers or anything of Neo4j.
 */
package kindred.candidate;
