/**
 * The command line and what it starts: the demo, a local server, and the checks of a machine. May not import kernel or GDS
 * types: it drives Kindred from outside, over Bolt, as a user does.
 */
package kindred.quickstart;
