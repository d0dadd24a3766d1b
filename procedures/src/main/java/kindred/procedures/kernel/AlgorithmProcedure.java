package kindred.procedures.kernel;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kindred.procedures.run.AlgorithmRunner;
import kindred.procedures.run.Arguments;
import kindred.procedures.run.Caller;
import kindred.procedures.run.Column;
import kindred.procedures.run.Mode;
import kindred.train.Trainer;
import org.neo4j.collection.ResourceRawIterator;
import org.neo4j.internal.kernel.api.exceptions.ProcedureException;
import org.neo4j.internal.kernel.api.procs.DefaultParameterValue;
import org.neo4j.internal.kernel.api.procs.Neo4jTypes;
import org.neo4j.internal.kernel.api.procs.ProcedureSignature;
import org.neo4j.internal.kernel.api.procs.QualifiedName;
import org.neo4j.kernel.api.ResourceMonitor;
import org.neo4j.kernel.api.procedure.CallableProcedure;
import org.neo4j.kernel.api.procedure.Context;
import org.neo4j.kernel.impl.util.ValueUtils;
import org.neo4j.values.AnyValue;
import org.neo4j.values.storable.Values;
import org.neo4j.values.virtual.VirtualValues;

/** One trainer in one mode, or the estimate of that, as a procedure: the only class that speaks to the kernel in its own terms. */
final class AlgorithmProcedure implements CallableProcedure {

    private final Trainer<?, ?> trainer;
    private final Mode mode;
    private final boolean estimate;
    private final AlgorithmRunner runner;
    private final Callers callers;
    private final ProcedureSignature signature;

    AlgorithmProcedure(Trainer<?, ?> trainer, Mode mode, boolean estimate, AlgorithmRunner runner, Callers callers) {
        this.trainer = trainer;
        this.mode = mode;
        this.estimate = estimate;
        this.runner = runner;
        this.callers = callers;
        this.signature = signature(trainer, mode, estimate);
    }

    static String name(Trainer<?, ?> trainer, Mode mode, boolean estimate) {
        return "kindred." + trainer.name() + "." + mode.lowerCase() + (estimate ? ".estimate" : "");
    }

    private static ProcedureSignature signature(Trainer<?, ?> trainer, Mode mode, boolean estimate) {
        String[] parts = name(trainer, mode, estimate).split("\\.");
        String[] namespace = java.util.Arrays.copyOf(parts, parts.length - 1);
        ProcedureSignature.Builder builder =
                new ProcedureSignature.Builder(new QualifiedName(namespace, parts[parts.length - 1]));
        builder.mode(
                mode.writesDatabase() && !estimate ? org.neo4j.procedure.Mode.WRITE : org.neo4j.procedure.Mode.READ);
        if (estimate) {
            builder.description(
                    "Estimates the memory of `%s`: nothing is trained.".formatted(name(trainer, mode, false)));
            builder.in(
                    "graphNameOrConfiguration",
                    Neo4jTypes.NTAny,
                    "Name of a projected graph, a map that selects a part of the stored one, or a map of counts.");
            builder.in(
                    "algoConfiguration",
                    Neo4jTypes.NTMap,
                    DefaultParameterValue.ntMap(Map.of()),
                    "The same configuration.");
        } else {
            builder.description("%s This procedure %s.".formatted(trainer.description(), mode.effect()));
            builder.in(
                    "graphName",
                    Neo4jTypes.NTAny,
                    "Name of a projected graph, or a map that selects a part of the stored one.");
            builder.in(
                    "configuration",
                    Neo4jTypes.NTMap,
                    DefaultParameterValue.ntMap(Map.of()),
                    "Keys of the trainer and of the mode.");
        }
        columns(mode, estimate).forEach(column -> builder.out(column.name(), type(column), column.description()));
        return builder.build();
    }

    private static List<Column> columns(Mode mode, boolean estimate) {
        return estimate ? Mode.estimateColumns() : mode.columns();
    }

    private static Neo4jTypes.AnyType type(Column column) {
        return switch (column.type()) {
            case INTEGER -> Neo4jTypes.NTInteger;
            case FLOAT -> Neo4jTypes.NTFloat;
            case STRING -> Neo4jTypes.NTString;
            case MAP -> Neo4jTypes.NTMap;
            case LIST_OF_FLOAT -> Neo4jTypes.NTList(Neo4jTypes.NTFloat);
        };
    }

    @Override
    public ProcedureSignature signature() {
        return signature;
    }

    @Override
    public ResourceRawIterator<AnyValue[], ProcedureException> apply(
            Context context, AnyValue[] input, ResourceMonitor resources) throws ProcedureException {
        Caller caller = callers.of(context);
        Object graph = input[0].map(context.valueMapper());
        try {
            Map<String, Object> configuration = Arguments.map("configuration", input[1].map(context.valueMapper()));
            return rows(
                    estimate
                            ? runner.estimate(trainer, mode, graph, configuration, caller)
                            : runner.run(trainer, mode, graph, configuration, caller));
        } catch (RuntimeException e) {
            throw ProcedureFailure.of(name(trainer, mode, estimate), e);
        }
    }

    private static ResourceRawIterator<AnyValue[], ProcedureException> rows(Stream<Object[]> stream) {
        Iterator<Object[]> rows = stream.iterator();
        return new ResourceRawIterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public AnyValue[] next() {
                Object[] row = rows.next();
                AnyValue[] values = new AnyValue[row.length];
                for (int i = 0; i < row.length; i++) {
                    values[i] = value(row[i]);
                }
                return values;
            }

            @Override
            public void close() {
                stream.close();
            }
        };
    }

    /** A vector goes out as a list around the array, without a box per number. */
    private static AnyValue value(Object value) {
        return value instanceof float[] vector
                ? VirtualValues.fromArray(Values.floatArray(vector))
                : ValueUtils.of(value);
    }
}
