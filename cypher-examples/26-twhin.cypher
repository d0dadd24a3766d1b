// TwHIN: several labels and relationship types in one space, vectors for those who come later, compression, warm starts.

// Thirty readers and twenty-four books of two genres; everybody reads books of one of them.
UNWIND range(0, 29) AS i CREATE (:Reader {name: 'Reader ' + i, number: i});
UNWIND range(0, 23) AS i CREATE (:Book {title: 'Book ' + i, number: i});
UNWIND ['Sea', 'Space'] AS name CREATE (:Genre {name: name});
MATCH (r:Reader), (b:Book) WHERE r.number % 2 = b.number % 2 AND (r.number * 7 + b.number * 3) % 5 > 1
CREATE (r)-[:READ {rating: 3 + b.number % 3}]->(b);
MATCH (b:Book), (g:Genre) WHERE (b.number % 2 = 0) = (g.name = 'Sea') CREATE (b)-[:OF]->(g);

//> columns: types, clusters
//> first: 2, 4
CALL kindred.twhin.train(
  {nodeLabels: ['Reader', 'Book', 'Genre'], relationshipTypes: ['READ', 'OF']},
  {modelName: 'taste', embeddingDimension: 16, epochs: 60, batchSize: 64, negativeSamplingRate: 5, inBatchNegatives: false,
   clusterLabel: 'Book', clusters: 4, randomSeed: 42})
YIELD modelInfo
RETURN modelInfo.relationshipTypeCount AS types, modelInfo.clusterCount AS clusters;

// A book that reader 0 has not read, by the model: one of the even ones.
//> columns: isEven
//> first: true
MATCH (reader:Reader {number: 0})
CALL kindred.knowledge.predict('taste', reader, 'READ', {targetLabel: 'Book', topK: 1})
YIELD node
RETURN node.number % 2 = 0 AS isEven;

// Greta came after the training. Her vector is a mixture of the clusters of what she has read.
CREATE (greta:Reader {name: 'Greta'})
WITH greta
MATCH (book:Book) WHERE book.number IN [1, 3, 5]
CREATE (greta)-[:READ {rating: 3 + book.number % 3}]->(book);

//> columns: reader, dimension, total, relationshipCount
//> rows: 1
//> first: Greta, 16, 1.0000, 3
MATCH (greta:Reader {name: 'Greta'})
CALL kindred.twhin.infer('taste', greta) YIELD node, embedding, clusters, relationshipCount
RETURN node.name AS reader, size(embedding) AS dimension, reduce(sum = 0.0, c IN clusters | sum + c.weight) AS total,
       relationshipCount;

// What she has rated higher counts more, and the heaviest cluster alone makes the vector.
//> columns: clusters
//> first: 1
MATCH (greta:Reader {name: 'Greta'})
CALL kindred.twhin.infer('taste', greta, {relationshipTypes: ['READ'], relationshipWeightProperty: 'rating', topClusters: 1})
YIELD clusters
RETURN size(clusters) AS clusters;

//> columns: nodes
//> first: 56
CALL kindred.model.write('taste', {writeProperty: 'embedding'}) YIELD nodePropertiesWritten
RETURN nodePropertiesWritten AS nodes;

// New books for her: the odd ones.
//> columns: odd
//> rows: 3
//> first: 1
MATCH (greta:Reader {name: 'Greta'})
CALL kindred.twhin.infer('taste', greta) YIELD embedding
CALL kindred.candidates.similar(embedding,
  {label: 'Book', similarity: 'dot', topK: 3, excludeNodes: [(greta)-[:READ]->(book) | book]})
YIELD node
RETURN node.number % 2 AS odd;

// 16 numbers in 4 bytes.
//> columns: quantised
//> first: true
CALL kindred.twhin.train(
  {nodeLabels: ['Reader', 'Book', 'Genre'], relationshipTypes: ['READ', 'OF']},
  {modelName: 'small', embeddingDimension: 16, epochs: 20, batchSize: 64, negativeSamplingRate: 5, inBatchNegatives: false,
   quantisationParts: 4, randomSeed: 42})
YIELD modelInfo
RETURN modelInfo.quantised AS quantised;

// Trained again from yesterday's vectors, and held near them.
//> columns: nodes, near
//> first: 57, true
CALL kindred.twhin.write(
  {nodeLabels: ['Reader', 'Book', 'Genre'], relationshipTypes: ['READ', 'OF'], nodeProperties: ['embedding']},
  {writeProperty: 'embedding', embeddingDimension: 16, epochs: 20, batchSize: 64, negativeSamplingRate: 5, inBatchNegatives: false,
   warmStartProperty: 'embedding', anchor: 0.1, randomSeed: 43})
YIELD nodePropertiesWritten, metrics
RETURN nodePropertiesWritten AS nodes, metrics.driftMeanCosine > 0.9 AS near;

//> fails: Model with name `small` has no clusters, by which nodes are described. Train one with `clusterLabel`.
MATCH (greta:Reader {name: 'Greta'})
CALL kindred.twhin.infer('small', greta) YIELD embedding
RETURN embedding;

//> fails: The relationship type `RAED` does not exist in the database. (Did you mean [READ]?)
MATCH (greta:Reader {name: 'Greta'})
CALL kindred.twhin.infer('taste', greta, {relationshipTypes: ['RAED']}) YIELD embedding
RETURN embedding;
