package kindred.benchmarks.jmh;

import org.openjdk.jmh.annotations.Fork;

/**
 * The same on the scalar kernels, in a virtual machine without the vector module. {@code java -cp ... org.openjdk.jmh.Main KernelsPerformance} runs
 * both, so that one run gives their ratios.
 */
@Fork(value = 1)
public class ScalarKernelsPerformance extends KernelsPerformance {}
