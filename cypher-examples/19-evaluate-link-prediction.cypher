// How well vectors tell relationships that training did not see from pairs of nodes without one: AUC and average precision.

// Thirty people in three circles; everybody knows half of the own circle.
UNWIND range(0, 29) AS n CREATE (:Person {name: 'Person ' + n, number: n});
MATCH (a:Person), (b:Person)
WHERE a.number < b.number AND a.number % 3 = b.number % 3 AND (a.number * 7 + b.number * 3) % 5 < 3
CREATE (a)-[:KNOWS]->(b);

// A third of the relationships is hidden, such that the others connect what was connected.
//> columns: relationshipCount, trainCount, testCount
//> rows: 1
CALL kindred.split.connected({relationshipType: 'KNOWS', testRatio: 0.33, randomSeed: 42})
YIELD relationshipCount, trainCount, testCount;

//> first: 30
CALL kindred.node2vec.write(
  {nodeLabels: ['Person'], relationshipTypes: ['KNOWS'], orientation: 'UNDIRECTED', relationshipFilter: {split: 'train'}},
  {embeddingDimension: 16, walksPerNode: 20, walkLength: 10, windowSize: 3, positiveSamplingFactor: 1.0, writeProperty: 'embedding',
    randomSeed: 42})
YIELD nodePropertiesWritten;

//> columns: method, auc, averagePrecision
//> rows: 6
//> first: hadamard, *, *
CALL kindred.evaluate.linkPrediction({
  embeddingProperty: 'embedding', relationshipTypes: ['KNOWS'], splitProperty: 'split', randomSeed: 42})
YIELD method, auc, averagePrecision;
