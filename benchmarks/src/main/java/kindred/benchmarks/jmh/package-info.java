/**
 * JMH micro-benchmarks, each with the baseline that it is to be compared with in the same run.
 *
 * <p>May import {@code algorithms} and {@code recommend}; never the bench command or anything of Neo4j.
 */
package kindred.benchmarks.jmh;
