/**
 * Registers Kindred with the database: one procedure per trainer and mode.
 *
 * <p>The only package that may import kernel types, and of those only what is alike on every supported Neo4j: the signature
 * builder, {@code Context}, {@code GlobalProcedures}, {@code Status.HasStatus}, values, and the extension's frame.
 */
package kindred.procedures.kernel;
