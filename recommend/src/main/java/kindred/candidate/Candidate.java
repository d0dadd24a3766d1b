package kindred.candidate;

/**
 * A node that may be worth recommending.
 *
 * @param node its database id
 * @param score how strongly its source proposes it; comparable within one source only
 * @param source name of the source
 */
public record Candidate(long node, double score, String source) {}
