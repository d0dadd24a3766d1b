/**
 * What can recommend, brought before the trials of {@code kindred.evaluate}.
 *
 * <p>May import {@code kindred.evaluate}, {@code kindred.retrieve} and {@code kindred.model}; never trainers, or anything of Neo4j.
 */
package kindred.judge;
