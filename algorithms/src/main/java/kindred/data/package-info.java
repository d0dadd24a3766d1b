/**
 * Data sets in files: folders of gzipped, tab-separated tables.
 *
 * <p>May import the JDK only.
 */
package kindred.data;
