package kindred.quickstart;

/** What the demo tells, on an empty database. */
interface Story {
    void tell(EmbeddedDatabase database, Narrator narrator);
}
