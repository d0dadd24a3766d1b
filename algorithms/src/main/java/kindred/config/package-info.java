/**
 * Configuration: turns a map of user values into a validated record, once for everybody, and describes its keys.
 *
 * <p>May import the JDK only.
 */
package kindred.config;
