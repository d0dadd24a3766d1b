package kindred.procedures.evaluate;

import kindred.evaluate.Splits.Part;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.Transaction;

/**
 * Writes the marks of a split in batches, each in a transaction of its own: a batch stays, whatever happens to the caller's
 * transaction afterwards. A mark that is right already is not written again.
 */
final class MarkWriter {

    private static final int BATCH = 10_000;

    private MarkWriter() {}

    /** @return how many relationships have got another mark than they had */
    static long write(StoredRelationships relationships, Part[] parts) {
        Session session = relationships.session();
        long[] ids = relationships.ids();
        LoggedProgress progress = new LoggedProgress(session.log(), session.procedure());
        progress.begin("Write marks", ids.length);
        long written = 0;
        for (int from = 0; from < ids.length; from += BATCH) {
            session.guard().check();
            int to = Math.min(ids.length, from + BATCH);
            written += writeBatch(session, relationships.keys().property(), ids, parts, from, to);
            progress.advance(to - from);
        }
        progress.end();
        return written;
    }

    private static long writeBatch(Session session, String property, long[] ids, Part[] parts, int from, int to) {
        long written = 0;
        try (Transaction own = session.database().beginTx()) {
            for (int i = from; i < to; i++) {
                written += mark(own, ids[i], property, parts[i].toString()) ? 1 : 0;
            }
            own.commit();
        }
        return written;
    }

    private static boolean mark(Transaction own, long id, String property, String mark) {
        try {
            Relationship relationship = Session.relationship(own, id);
            if (mark.equals(relationship.getProperty(property, null))) {
                return false;
            }
            relationship.setProperty(property, mark);
            return true;
        } catch (NotFoundException deletedMeanwhile) {
            return false;
        }
    }
}
