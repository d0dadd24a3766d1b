package kindred.model;

/** The tags of a {@link ModelFile}'s sections. */
final class Section {

    static final String KIND = "KIND";
    static final String PROVENANCE = "PROV";
    static final String NODES = "NODE";
    static final String EMBEDDINGS = "EMBD";
    static final String QUANTISED = "QUAN";
    static final String RELATIONS = "RELA";
    static final String CLUSTERS = "CLUS";
    static final String END = "END ";

    private Section() {}
}
