package kindred.procedures.catalog;

import java.util.AbstractList;
import java.util.RandomAccess;

/** Floats as the list of doubles that Cypher wants, each made when it is asked for. */
public final class VectorList extends AbstractList<Double> implements RandomAccess {

    private final float[] values;

    /** @param values kept, not copied */
    public VectorList(float[] values) {
        this.values = values;
    }

    @Override
    public Double get(int index) {
        return (double) values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
