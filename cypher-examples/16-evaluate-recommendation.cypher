// Recall, NDCG and more of what the vectors recommend, beside what popularity would.

// Six readers, nine books, two tastes; Clio and Dario cross over.
UNWIND [
  ['Ada', 'The Salt Lantern', 1], ['Ada', 'Tidal Harbours', 2], ['Ada', 'The Drowned Pilot', 3],
  ['Bela', 'The Salt Lantern', 1], ['Bela', 'The Drowned Pilot', 2], ['Bela', 'Winter in Skerrow Sound', 3],
  ['Clio', 'Tidal Harbours', 1], ['Clio', 'Winter in Skerrow Sound', 2], ['Clio', 'The Silent Station', 3],
  ['Dario', 'The Silent Station', 1], ['Dario', 'Orbital Moons', 2], ['Dario', 'The Salt Lantern', 3],
  ['Edda', 'The Silent Station', 1], ['Edda', 'The Hollow Beacon', 2], ['Edda', 'Envoys of Tau Verity', 3],
  ['Felix', 'Orbital Moons', 1], ['Felix', 'The Hollow Beacon', 2], ['Felix', 'The Ninefold Comet', 3]
] AS row
MERGE (reader:Reader {name: row[0]})
MERGE (book:Book {title: row[1]})
CREATE (reader)-[:READ {at: row[2], rating: 3 + row[2] % 3}]->(book);

// Honest only because the vectors below are trained without the test.
//> first: 12, 6
CALL kindred.split.leaveLastOut({relationshipType: 'READ', timestampProperty: 'at'})
YIELD trainCount, testCount;

//> first: 15
CALL kindred.node2vec.write(
  {nodeLabels: ['Reader', 'Book'], relationshipTypes: ['READ'], orientation: 'UNDIRECTED',
    relationshipFilter: {split: 'train'}},
  {embeddingDimension: 16, walksPerNode: 20, walkLength: 10, windowSize: 3, writeProperty: 'embedding', randomSeed: 42})
YIELD nodePropertiesWritten;

//> columns: method, topK, recall, recallLower, recallUpper, ndcg, mrr, hitRate, coverage
//> rows: 2
CALL kindred.evaluate.recommendation({
  userLabel: 'Reader', itemLabel: 'Book', embeddingProperty: 'embedding',
  relationshipTypes: ['READ'], splitProperty: 'split', topK: [3], randomSeed: 42})
YIELD method, topK, recall, recallLower, recallUpper, ndcg, mrr, hitRate, coverage;
