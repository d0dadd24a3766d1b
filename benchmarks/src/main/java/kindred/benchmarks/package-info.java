/**
 * Judging trainers on data sets in files: the {@code bench} command with its protocols, and micro-benchmarks.
 *
 * <p>May import {@code algorithms} and {@code recommend}; nothing of Neo4j, so that what it measures is the training and not a server.
 */
package kindred.benchmarks;
