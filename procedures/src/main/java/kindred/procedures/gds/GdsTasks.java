package kindred.procedures.gds;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Function;
import kindred.procedures.run.TaskBoard;
import org.neo4j.gds.core.utils.progress.TaskRegistry;
import org.neo4j.gds.core.utils.progress.TaskRegistryFactory;
import org.neo4j.gds.core.utils.progress.tasks.LeafTask;
import org.neo4j.gds.core.utils.progress.tasks.Tasks;

/**
 * Shows jobs in {@code gds.listProgress}, one entry per task. What GDS has renamed between its versions is called by reflection,
 * and whatever goes wrong is ignored: training does not depend on being shown.
 */
final class GdsTasks implements TaskBoard {

    private final Function<Class<?>, Object> components;

    GdsTasks(Function<Class<?>, Object> components) {
        this.components = components;
    }

    @Override
    public Notice post(String jobId, String title) {
        return new GdsNotice(jobId, title);
    }

    private final class GdsNotice implements Notice {
        private final String jobId;
        private final String title;
        private volatile LeafTask task;
        private TaskRegistry registry;

        private GdsNotice(String jobId, String title) {
            this.jobId = jobId;
            this.title = title;
        }

        @Override
        public void begin(String name, long volume) {
            try {
                LeafTask begun =
                        volume > 0 ? Tasks.leaf(title + " :: " + name, volume) : Tasks.leaf(title + " :: " + name);
                registry = newRegistry((TaskRegistryFactory) components.apply(TaskRegistryFactory.class), jobId);
                registry.registerTask(begun);
                begun.start();
                task = begun;
            } catch (ReflectiveOperationException | RuntimeException | LinkageError notShown) {
                task = null;
            }
        }

        @Override
        public void advance(long work) {
            LeafTask current = task;
            if (current != null) {
                current.logProgress(work);
            }
        }

        @Override
        public void end() {
            close(LeafTask::finish);
        }

        @Override
        public void failed() {
            close(LeafTask::fail);
        }

        private void close(java.util.function.Consumer<LeafTask> how) {
            LeafTask current = task;
            task = null;
            if (current == null) {
                return;
            }
            try {
                how.accept(current);
                unregister(registry);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError notShown) {
                registry = null;
            }
        }
    }

    /** The parameter's class moved from one package to another, and has a constructor from a string in both. */
    private static TaskRegistry newRegistry(TaskRegistryFactory factory, String jobId)
            throws ReflectiveOperationException {
        Method method = Arrays.stream(TaskRegistryFactory.class.getMethods())
                .filter(candidate -> candidate.getName().equals("newInstance"))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException("newInstance"));
        Object id = method.getParameterTypes()[0].getConstructor(String.class).newInstance(jobId);
        return (TaskRegistry) method.invoke(factory, id);
    }

    private static void unregister(TaskRegistry registry)
            throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
        for (String name : new String[] {"unregisterTask", "markCompleted"}) {
            for (Method method : TaskRegistry.class.getMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 0) {
                    method.invoke(registry);
                    return;
                }
            }
        }
    }
}
