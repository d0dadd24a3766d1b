package kindred.quickstart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kindred.quickstart.TasteGraph.Reader;
import org.neo4j.driver.Record;

/** The generated library: who reads what, with planted tastes by which recommendations can be judged. */
final class LibraryStory implements Story {

    private static final int JUDGED_READERS = 500;
    private static final int LIST_LENGTH = 10;

    private final int size;
    private final long seed;

    /**
     * @param size readers in the library
     * @param seed of the library and of training
     */
    LibraryStory(int size, long seed) {
        this.size = size;
        this.seed = seed;
    }

    @Override
    public void tell(EmbeddedDatabase database, Narrator narrator) {
        TasteGraph library = TasteGraph.generate(size, seed);
        TasteCheck check = new TasteCheck(library);
        load(library, database, narrator);
        holdOut(narrator);
        project(narrator);
        String checksum = train(narrator);
        index(narrator);
        recommend(someone(library), check, narrator);
        evaluate(narrator);
        judgeByTastes(library, check, narrator);
        keepModel(checksum, narrator);
    }

    private static void load(TasteGraph library, EmbeddedDatabase database, Narrator narrator) {
        Screen screen = narrator.screen();
        screen.heading("A library");
        screen.say(
                "Readers, what they read and when, whom they follow; books, their authors and topics. All of it is generated, "
                        + "and every reader was given secret tastes, which are not in the database.");
        long begin = System.nanoTime();
        GraphLoader loader = LibraryGraph.load(library, database.graph());
        narrator.ask("CREATE CONSTRAINT reader_id FOR (reader:Reader) REQUIRE reader.id IS UNIQUE");
        narrator.ask("CREATE CONSTRAINT book_id FOR (book:Book) REQUIRE book.id IS UNIQUE");
        screen.note(String.format(
                Locale.ROOT,
                "Loaded %,d nodes and %,d relationships in %.1f s.",
                loader.nodeCount(),
                loader.relationshipCount(),
                (System.nanoTime() - begin) / 1e9));
        narrator.tell("""
                MATCH (a)-[r]->(b)
                RETURN labels(a)[0] AS from, type(r) AS relationship, labels(b)[0] AS to, count(*) AS count
                ORDER BY count DESC""");
    }

    private static void holdOut(Narrator narrator) {
        narrator.screen().heading("Hold out the future");
        narrator.screen()
                .say(
                        "To judge recommendations honestly, the last book of every reader is marked as test. Nothing below learns from it.");
        narrator.tell("""
                CALL kindred.split.leaveLastOut({relationshipType: 'READ', timestampProperty: 'at'})
                YIELD relationshipCount, trainCount, testCount""");
    }

    private static void project(Narrator narrator) {
        narrator.screen().heading("Project");
        narrator.screen()
                .say("Graph Data Science copies what may be learned from into memory: who read what, up to then.");
        narrator.tell("""
                MATCH (a) WHERE a:Reader OR a:Book
                OPTIONAL MATCH (a)-[read:READ {split: 'train'}]->(b:Book)
                WITH gds.graph.project('library', a, b,
                  {sourceNodeLabels: labels(a), targetNodeLabels: labels(b), relationshipType: type(read)},
                  {undirectedRelationshipTypes: ['READ']}) AS graph
                RETURN graph.nodeCount AS nodes, graph.relationshipCount AS relationships""");
    }

    private String configuration(String modeKey) {
        return "{%s, randomSeed: %d,\n  embeddingDimension: 64, walksPerNode: 10, walkLength: 40, windowSize: 10}"
                .formatted(modeKey, seed);
    }

    /** @return the checksum of the embeddings */
    private String train(Narrator narrator) {
        narrator.screen().heading("Train node2vec, and write the vectors");
        narrator.screen().say("First what it will take:");
        narrator.tell("CALL kindred.node2vec.write.estimate('library', " + configuration("writeProperty: 'embedding'")
                + ")\nYIELD requiredMemory, nodeCount, relationshipCount");
        narrator.screen().blank();
        narrator.screen()
                .say("Readers who read alike come to lie close together, and books that are read by the same people. "
                        + "Every node gets 64 numbers.");
        List<Record> rows = narrator.tellWithProgress("CALL kindred.node2vec.write('library', "
                + configuration("writeProperty: 'embedding'")
                + ")\nYIELD nodePropertiesWritten, computeMillis, writeMillis, metrics"
                + "\nRETURN nodePropertiesWritten, computeMillis, writeMillis, metrics.checksum AS checksum");
        return rows.get(0).get("checksum").asString();
    }

    private static void index(Narrator narrator) {
        narrator.screen().heading("Index");
        narrator.screen()
                .say("Neo4j's own vector index, with options that keep the true neighbours; its defaults lose some.");
        narrator.tell("""
                CALL kindred.index.create('books', 'Book', 'embedding')
                YIELD name, dimension, similarity, quantization, vectorCount, state""");
    }

    /** A reader with two tastes, both of them strong, and a history that fits the screen. */
    private static Reader someone(TasteGraph library) {
        int[] reads = new int[library.readers().size()];
        library.reads().forEach(read -> reads[read.reader()]++);
        Reader best = library.readers().get(0);
        double bestFit = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < reads.length; r++) {
            Reader reader = library.readers().get(r);
            double strongest = 0;
            int tastes = 0;
            for (double share : library.tastesOf(reader)) {
                strongest = Math.max(strongest, share);
                tastes += share > 0 ? 1 : 0;
            }
            double fit = -Math.abs(tastes - 2) - Math.abs(strongest - 0.6) - Math.abs(reads[r] - 14) / 10.0;
            if (fit > bestFit) {
                bestFit = fit;
                best = reader;
            }
        }
        return best;
    }

    private static void recommend(Reader reader, TasteCheck check, Narrator narrator) {
        Screen screen = narrator.screen();
        screen.heading("What next for " + reader.name() + "?");
        screen.say("What " + reader.name() + " read, latest first:");
        narrator.tell("""
                MATCH (:Reader {id: %s})-[read:READ]->(book:Book)-[:WRITTEN_BY]->(author:Author)
                RETURN toString(date(datetime({epochSeconds: read.at}))) AS on, book.title AS title,
                  author.name AS author, read.rating AS stars
                ORDER BY read.at DESC""".formatted(Narrator.quoted(reader.id())));
        screen.blank();
        screen.say("And what to read next. Books already read are left out before counting to ten.");
        List<Record> rows = narrator.tell("""
                MATCH (reader:Reader {id: %s})
                CALL kindred.recommend(reader,
                  {label: 'Book', exclude: ['READ'], topK: %d, nameProperty: 'title'})
                YIELD item, score, source, reason, rank
                RETURN rank, item.title AS title, score, reason""".formatted(Narrator.quoted(reader.id()), LIST_LENGTH));
        screen.blank();
        screen.say("The secret, which only the generator knows: " + reader.name() + " was given the tastes "
                + check.secretOf(reader.id()) + ". The recommended titles come from: "
                + tastesOf(rows, check, narrator) + ".");
    }

    private static String tastesOf(List<Record> rows, TasteCheck check, Narrator narrator) {
        Map<String, Integer> tastes = new LinkedHashMap<>();
        for (Record row : rows) {
            String id = narrator.ask(
                            "MATCH (book:Book {title: $title}) RETURN book.id AS id",
                            "title",
                            row.get("title").asString())
                    .get(0)
                    .get("id")
                    .asString();
            tastes.merge(check.tasteOf(id), 1, Integer::sum);
        }
        List<String> parts = new ArrayList<>();
        tastes.forEach((taste, count) -> parts.add(taste + " (" + count + ")"));
        return String.join(", ", parts);
    }

    private void evaluate(Narrator narrator) {
        narrator.screen().heading("Does it foretell?");
        narrator.screen()
                .say(
                        "All books that a reader had not read are ranked, and the held-out one is looked for among the first. "
                                + "Beside it, the same for the best-seller list; intervals are bootstrap 95 %.");
        narrator.tell("""
                CALL kindred.evaluate.recommendation({
                  userLabel: 'Reader', itemLabel: 'Book', embeddingProperty: 'embedding',
                  relationshipTypes: ['READ'], splitProperty: 'split', randomSeed: %d})
                YIELD method, topK, recall, recallLower, recallUpper, ndcg, mrr, coverage
                RETURN method, topK, recall, [recallLower, recallUpper] AS interval, ndcg, mrr, coverage""".formatted(seed));
    }

    private static void judgeByTastes(TasteGraph library, TasteCheck check, Narrator narrator) {
        Screen screen = narrator.screen();
        screen.heading("Does it meet the secret tastes?");
        List<String> readers = sample(library);
        Map<String, List<String>> recommended = lists(narrator, readers, "['embedding', 'history']");
        Map<String, List<String>> popular = lists(narrator, readers, "['popularity']");
        screen.say(
                "The tastes were planted, so they can be checked: how many of ten recommended books belong to one of "
                        + "the reader's own tastes, for " + readers.size() + " readers.");
        screen.blank();
        screen.table(
                List.of("list of ten from", "from own tastes"),
                List.of(
                        List.of("kindred.recommend", percent(check.ownTasteShare(recommended))),
                        List.of("best-sellers not yet read", percent(check.ownTasteShare(popular))),
                        List.of("blind draws", percent(check.byChance(readers)))));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%5.1f %%", 100 * share);
    }

    private static List<String> sample(TasteGraph library) {
        int step = Math.max(1, library.readers().size() / JUDGED_READERS);
        List<String> readers = new ArrayList<>();
        for (int r = 0; r < library.readers().size() && readers.size() < JUDGED_READERS; r += step) {
            readers.add(library.readers().get(r).id());
        }
        return readers;
    }

    private static Map<String, List<String>> lists(Narrator narrator, List<String> readers, String sources) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        narrator.ask("""
                        UNWIND $readers AS id
                        MATCH (reader:Reader {id: id})
                        CALL kindred.recommend(reader,
                          {label: 'Book', exclude: ['READ'], topK: $topK, explain: false, sources: %s}) YIELD item
                        RETURN id, collect(item.id) AS books""".formatted(sources), "readers", readers, "topK", LIST_LENGTH)
                .forEach(row ->
                        lists.put(row.get("id").asString(), row.get("books").asList(value -> value.asString())));
        return lists;
    }

    private void keepModel(String checksum, Narrator narrator) {
        Screen screen = narrator.screen();
        screen.heading("Keep the model");
        screen.say(
                "Trained once more, this time into the catalogue, where it survives a restart. Same seed, same bits: the "
                        + "checksum is " + checksum + " again.");
        narrator.tellWithProgress(
                "CALL kindred.node2vec.train('library', " + configuration("modelName: 'library-tastes'")
                        + ")\nYIELD modelInfo, trainMillis, metrics"
                        + "\nRETURN modelInfo.modelName AS model, trainMillis, metrics.checksum AS checksum");
        narrator.tell("CALL kindred.model.list() YIELD modelName, modelType, creationTime");
    }
}
