package kindred.procedures.gds;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kindred.procedures.run.Caller;
import kindred.procedures.run.GraphLibrary;
import kindred.procedures.run.GraphRequest;
import kindred.procedures.run.GraphSource;
import kindred.procedures.run.TaskBoard;
import org.neo4j.gds.NodeLabel;
import org.neo4j.gds.RelationshipType;
import org.neo4j.gds.api.DatabaseId;
import org.neo4j.gds.api.GraphStore;
import org.neo4j.gds.compat.GdsVersionInfoProvider;
import org.neo4j.gds.core.loading.CatalogRequest;
import org.neo4j.gds.core.loading.GraphStoreCatalog;

/** GDS's graph catalogue and task list. */
public final class GdsLibrary implements GraphLibrary {

    @Override
    public String version() {
        return GdsVersionInfoProvider.GDS_VERSION_INFO.gdsVersion();
    }

    @Override
    public int loadedGraphs() {
        return GraphStoreCatalog.graphStoreCount();
    }

    @Override
    public TaskBoard board(Function<Class<?>, Object> components) {
        return new GdsTasks(components);
    }

    @Override
    public GraphSource open(String graphName, GraphRequest request, Caller caller) {
        GraphStore store = find(graphName, request, caller);
        List<String> labels = request.chooseLabels(names(store.nodeLabels(), NodeLabel::name));
        List<String> types = request.chooseTypes(names(store.relationshipTypes(), RelationshipType::name));
        GdsGraph graph = new GdsGraph(graphName, store, labels, types, request);
        graph.requireProperties();
        return graph;
    }

    /** As GDS's own procedures look a graph up; throws with their words. */
    private static GraphStore find(String graphName, GraphRequest request, Caller caller) {
        String owner = caller.owner(request.owner());
        DatabaseId database = DatabaseId.of(caller.database().databaseName());
        boolean others = caller.administrator();
        CatalogRequest catalogRequest = others
                ? CatalogRequest.ofAdmin(
                        caller.username(),
                        Optional.of(owner).filter(name -> request.owner().isPresent()),
                        database)
                : CatalogRequest.of(owner, database);
        return GraphStoreCatalog.get(catalogRequest, graphName).graphStore();
    }

    private static <T> List<String> names(java.util.Collection<T> things, Function<T, String> name) {
        return things.stream().map(name).sorted().toList();
    }
}
