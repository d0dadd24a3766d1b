/**
 * Numbers: vector kernels with SIMD and scalar twins, sampling tables, counter-based random numbers, sparse and dense algebra.
 *
 * <p>May import the JDK, fastutil and Commons Math; nothing of Kindred.
 */
package kindred.math;
