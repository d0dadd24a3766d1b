package kindred.procedures.evaluate;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import kindred.model.EmbeddingTable;
import kindred.train.TrainingRun;
import org.neo4j.graphdb.NotFoundException;
import org.neo4j.graphdb.Transaction;

/** Reads vectors off node properties into a table, in parallel, each thread with a transaction of its own. */
final class NodeVectors {

    private static final int NODES_PER_TASK = 4096;

    private final Session session;
    private final long[] ids;
    private final String property;
    private final String what;

    /**
     * @param ids the nodes; row {@code i} of the table becomes the vector of the i-th
     * @param what what these nodes are, in the plural, for the messages
     */
    NodeVectors(Session session, long[] ids, String property, String what) {
        this.session = session;
        this.ids = ids;
        this.property = property;
        this.what = what;
    }

    /** @throws IllegalArgumentException if a vector is missing, not finite, of another length than others, or no vector */
    EmbeddingTable read(TrainingRun run) {
        int dimension = findDimension();
        if (dimension == 0) {
            throw missing(ids.length);
        }
        EmbeddingTable table = new EmbeddingTable(ids.length, dimension);
        AtomicInteger missing = new AtomicInteger();
        run.progress().begin("Read vectors", ids.length);
        run.parallel((ids.length + NODES_PER_TASK - 1) / NODES_PER_TASK, task -> {
            int from = task * NODES_PER_TASK;
            int to = Math.min(ids.length, from + NODES_PER_TASK);
            missing.addAndGet(session.read(own -> read(own, from, to, table)));
            run.progress().advance(to - from);
        });
        run.progress().end();
        if (missing.get() > 0) {
            throw missing(missing.get());
        }
        return table;
    }

    private IllegalArgumentException missing(int count) {
        return new IllegalArgumentException("%d of %d %s have no `%s`. Write vectors to all of them first."
                .formatted(count, ids.length, what, property));
    }

    /** Length of the first vector; 0 if no node has one. */
    private int findDimension() {
        return session.read(own -> {
            for (int i = 0; i < ids.length; i++) {
                if (i % NODES_PER_TASK == 0) {
                    session.guard().check();
                }
                Object value = value(own, i);
                if (value != null) {
                    return toFloats(value, i).length;
                }
            }
            return 0;
        });
    }

    /** Fills the rows and returns how many vectors are missing. */
    private int read(Transaction own, int from, int to, EmbeddingTable table) {
        int missing = 0;
        for (int i = from; i < to; i++) {
            Object value = value(own, i);
            if (value == null) {
                missing++;
                continue;
            }
            float[] vector = toFloats(value, i);
            if (vector.length != table.dimension()) {
                throw new IllegalArgumentException(
                        "The vectors in `%s` are not of one length: some %s have %d dimensions, others %d."
                                .formatted(
                                        property,
                                        what,
                                        Math.min(vector.length, table.dimension()),
                                        Math.max(vector.length, table.dimension())));
            }
            table.setRow(i, vector, 0);
        }
        return missing;
    }

    private Object value(Transaction own, int i) {
        try {
            return Session.node(own, ids[i]).getProperty(property, null);
        } catch (NotFoundException deletedMeanwhile) {
            return null;
        }
    }

    private float[] toFloats(Object value, int i) {
        float[] vector;
        if (value instanceof float[] floats) {
            vector = floats;
        } else if (value instanceof double[] doubles) {
            vector = new float[doubles.length];
            for (int j = 0; j < vector.length; j++) {
                vector[j] = (float) doubles[j];
            }
        } else if (value instanceof long[] longs) {
            vector = new float[longs.length];
            for (int j = 0; j < vector.length; j++) {
                vector[j] = longs[j];
            }
        } else {
            throw new IllegalArgumentException("Node property `%s` must be a list of numbers, but node %d holds a `%s`."
                    .formatted(property, ids[i], value.getClass().getSimpleName()));
        }
        requireUsable(vector, i);
        return vector;
    }

    private void requireUsable(float[] vector, int i) {
        for (float entry : vector) {
            if (!Float.isFinite(entry)) {
                throw new IllegalArgumentException(
                        "Node property `%s` of node %d holds a number that is not finite.".formatted(property, ids[i]));
            }
        }
        if (vector.length == 0) {
            throw new IllegalArgumentException(
                    "Node property `%s` of node %d is an empty list.".formatted(property, ids[i]));
        }
    }

    /** Ids in ascending order, without repetition. */
    static long[] ascending(long[] ids) {
        Arrays.sort(ids);
        return Arrays.stream(ids).distinct().toArray();
    }
}
