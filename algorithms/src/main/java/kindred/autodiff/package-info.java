/**
 * Gradients: matrices of floats whose operations are recorded on a tape and differentiated backwards, layers, optimisers, and a check of
 * gradients against differences. Deep autoencoders, graph neural networks and rankers are built of it.
 *
 * <p>May import {@code kindred.math}; nothing else of Kindred.
 */
package kindred.autodiff;
