// Mark relationships as train, valid or test, so that training can leave the test out.

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

// The last book of every reader.
//> columns: relationshipCount, trainCount, testCount
//> first: 18, 12, 6
CALL kindred.split.leaveLastOut({relationshipType: 'READ', timestampProperty: 'at'})
YIELD relationshipCount, trainCount, testCount;

// A share of every reader's books, drawn at random; into another property.
//> columns: trainCount, validCount, testCount
//> first: 6, 6, 6
CALL kindred.split.random({
  relationshipType: 'READ', testRatio: 0.33, validationRatio: 0.33, property: 'randomSplit', randomSeed: 42})
YIELD trainCount, validCount, testCount;

// Everything from a moment on.
//> columns: trainCount, testCount
//> first: 12, 6
CALL kindred.split.temporal({
  relationshipType: 'READ', timestampProperty: 'at', testRatio: 0.33, property: 'temporalSplit'})
YIELD trainCount, testCount;

// GDS projects what is left to learn from.
//> columns: nodes, relationships
//> first: 15, 24
MATCH (a) WHERE a:Reader OR a:Book
OPTIONAL MATCH (a)-[read:READ {split: 'train'}]->(b:Book)
WITH gds.graph.project('train', a, b,
  {sourceNodeLabels: labels(a), targetNodeLabels: labels(b), relationshipType: type(read)},
  {undirectedRelationshipTypes: ['READ']}) AS graph
RETURN graph.nodeCount AS nodes, graph.relationshipCount AS relationships;

// Or the store is read in place, without a projection.
//> columns: nodeCount
//> first: 15
CALL kindred.node2vec.stats(
  {nodeLabels: ['Reader', 'Book'], relationshipTypes: ['READ'], orientation: 'UNDIRECTED',
    relationshipFilter: {split: 'train'}},
  {embeddingDimension: 8, randomSeed: 42})
YIELD nodeCount;
