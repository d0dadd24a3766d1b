/**
 * How training works, whatever is trained: the trainer's interface, everything ambient of one run, memory estimates, and the
 * engine that embedding trainers share.
 *
 * <p>May import {@code kindred.graph}, {@code kindred.math}, {@code kindred.config} and {@code kindred.model}; never a concrete
 * trainer.
 */
package kindred.train;
