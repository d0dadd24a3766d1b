/**
 * A real Neo4j server in a folder and a process of its own, put together as an administrator would. May import the JDK and picocli
 * only: no Neo4j, no GDS, nothing else of Kindred.
 */
package kindred.quickstart.server;
