package kindred.procedures.run;

/**
 * One column of a procedure's result.
 *
 * @param name as it is yielded
 * @param type of its values
 * @param description one sentence, as {@code SHOW PROCEDURES} has it
 */
public record Column(String name, Type type, String description) {

    /** The Cypher types that columns have. */
    public enum Type {
        INTEGER,
        FLOAT,
        STRING,
        MAP,
        LIST_OF_FLOAT
    }
}
