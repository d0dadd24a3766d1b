/**
 * The border to the Graph Data Science library: reads and extends projected graphs, shows progress in its lists. Loaded by name,
 * and only where GDS is installed.
 *
 * <p>The only package that may import GDS types, and of those only members whose signatures name no third-party type, because
 * GDS relocates what it bundles.
 */
package kindred.procedures.gds;
