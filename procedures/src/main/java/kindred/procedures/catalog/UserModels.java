package kindred.procedures.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import kindred.config.Suggestions;
import kindred.model.Model;
import kindred.model.ModelFile;
import kindred.procedures.run.ModelStore;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Transaction;

/**
 * The models of one user in one database. Each is a head node, with its name and provenance, and nodes with the parts of its
 * content. The parts are written first, in transactions of their own; the head comes last. So a model is there whole or not at
 * all, and parts without a head, left by a crash, are swept away by the next write.
 */
public final class UserModels implements ModelStore {

    private final ModelCatalog catalog;
    private final GraphDatabaseService database;
    private final String username;
    private final Runnable terminationCheck;

    UserModels(ModelCatalog catalog, GraphDatabaseService database, String username, Runnable terminationCheck) {
        this.catalog = catalog;
        this.database = database;
        this.username = username;
        this.terminationCheck = terminationCheck;
    }

    @Override
    public boolean exists(String name) {
        return find(name).isPresent();
    }

    public Optional<StoredModel> find(String name) {
        return list().stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** The user's models by name. */
    public List<StoredModel> list() {
        return listAll().stream()
                .filter(model -> model.username().equals(username))
                .toList();
    }

    /** Everybody's models, by name and user. */
    public List<StoredModel> listAll() {
        try (Transaction transaction = database.beginTx();
                ResourceIterator<Node> heads = transaction.findNodes(ReservedLabels.MODEL)) {
            return heads.stream()
                    .map(ModelNodes::read)
                    .sorted(Comparator.comparing(StoredModel::name).thenComparing(StoredModel::username))
                    .toList();
        }
    }

    /** Whether the model is in memory. */
    public boolean isLoaded(StoredModel model) {
        return catalog.cache().contains(model.uuid());
    }

    /** @throws IllegalArgumentException if there is none of this name */
    public StoredModel require(String name) {
        return find(name).orElseThrow(() -> {
            List<String> names = list().stream().map(StoredModel::name).toList();
            return new IllegalArgumentException(
                    "Model with name `%s` does not exist.%s".formatted(name, Suggestions.didYouMean(name, names)));
        });
    }

    /**
     * The model itself, from memory or from the database.
     *
     * @throws IllegalArgumentException if there is none of this name
     * @throws IllegalStateException if its content is damaged
     */
    public Model load(String name) {
        Optional<Model> cached = uuid(name).flatMap(catalog.cache()::get);
        if (cached.isPresent()) {
            return cached.get();
        }
        StoredModel stored = require(name);
        try (Transaction transaction = database.beginTx();
                InputStream content = new ChunkInput(transaction, stored.uuid(), terminationCheck)) {
            Model model = ModelFile.read(content);
            catalog.cache().put(stored.uuid(), model);
            return model;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Model with name `%s` cannot be read. %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Which model has the name at this moment. Leaves provenances alone, for functions ask this once per row. */
    private Optional<String> uuid(String name) {
        try (Transaction transaction = database.beginTx();
                ResourceIterator<Node> heads = transaction.findNodes(ReservedLabels.MODEL)) {
            return heads.stream()
                    .filter(head -> head.getProperty(ModelNodes.NAME).equals(name)
                            && head.getProperty(ModelNodes.USERNAME).equals(username))
                    .map(head -> (String) head.getProperty(ModelNodes.UUID))
                    .findFirst();
        }
    }

    @Override
    public Map<String, Object> save(String name, Model model) {
        requireFree(name);
        sweep();
        String uuid = UUID.randomUUID().toString();
        catalog.beingWritten().add(uuid);
        try {
            ChunkOutput chunks = new ChunkOutput(database, uuid, catalog.chunkBytes(), terminationCheck);
            ModelFile.write(model, chunks);
            chunks.finish();
            StoredModel stored = publish(name, uuid, model, chunks.bytes());
            catalog.cache().put(uuid, model);
            return stored.info();
        } catch (IOException | RuntimeException | Error e) {
            throw undone(uuid, e);
        } finally {
            catalog.beingWritten().remove(uuid);
        }
    }

    /** Removes what was written in vain; if even that fails, the next sweep does it. */
    private RuntimeException undone(String uuid, Throwable cause) {
        try {
            deleteChunks(uuid);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }

    private StoredModel publish(String name, String uuid, Model model, long bytes) {
        StoredModel stored = new StoredModel(
                name,
                username,
                uuid,
                ModelFile.kind(model),
                model.dimension(),
                bytes,
                model.provenance(),
                model.summary());
        catalog.naming().lock();
        try (Transaction transaction = database.beginTx()) {
            requireFree(name);
            ModelNodes.write(stored, transaction.createNode(ReservedLabels.MODEL));
            transaction.commit();
        } finally {
            catalog.naming().unlock();
        }
        return stored;
    }

    /** @throws IllegalArgumentException if the name is taken */
    public void requireFree(String name) {
        if (exists(name)) {
            throw new IllegalArgumentException("Model with name `%s` already exists.".formatted(name));
        }
    }

    /**
     * Removes a model. It is gone as soon as this returns, whatever becomes of the calling transaction.
     *
     * @return what was removed; empty if there was none
     */
    public Optional<StoredModel> drop(String name) {
        Optional<StoredModel> stored = find(name);
        stored.ifPresent(model -> {
            try (Transaction transaction = database.beginTx();
                    ResourceIterator<Node> heads =
                            transaction.findNodes(ReservedLabels.MODEL, ModelNodes.UUID, model.uuid())) {
                heads.forEachRemaining(Node::delete);
                transaction.commit();
            }
            catalog.cache().remove(model.uuid());
            deleteChunks(model.uuid());
        });
        return stored;
    }

    private void deleteChunks(String uuid) {
        catalog.deleting().lock();
        try (Transaction reading = database.beginTx()) {
            for (String chunk : ChunkInput.chunks(reading, uuid)) {
                try (Transaction transaction = database.beginTx()) {
                    transaction.getNodeByElementId(chunk).delete();
                    transaction.commit();
                }
            }
        } finally {
            catalog.deleting().unlock();
        }
    }

    /**
     * Removes the parts that interrupted writes have left behind. The order matters: whoever had parts before they were listed is
     * still writing, or has stopped after putting the head down.
     */
    private void sweep() {
        Set<String> orphans = new HashSet<>();
        try (Transaction transaction = database.beginTx();
                ResourceIterator<Node> chunks = transaction.findNodes(ReservedLabels.CHUNK)) {
            chunks.forEachRemaining(chunk -> orphans.add((String) chunk.getProperty(ModelNodes.UUID)));
        }
        orphans.removeAll(catalog.beingWritten());
        listAll().forEach(model -> orphans.remove(model.uuid()));
        orphans.forEach(this::deleteChunks);
    }
}
