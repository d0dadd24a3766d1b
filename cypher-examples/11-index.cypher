// Neo4j's own vector index, with options that keep the true neighbours, for the three similarities.

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

CALL kindred.node2vec.write({nodeLabels: ['Reader', 'Book'], relationshipTypes: ['READ'], orientation: 'UNDIRECTED'},
  {embeddingDimension: 16, walksPerNode: 20, walkLength: 10, windowSize: 3, writeProperty: 'embedding', randomSeed: 42})
YIELD nodePropertiesWritten;

//> columns: name, dimension, similarity, quantization, vectorCount, state
//> first: books, 16, cosine, none, 9, ONLINE
CALL kindred.index.create('books', 'Book', 'embedding')
YIELD name, dimension, similarity, quantization, vectorCount, state;

// For inner products the index needs one more number a vector, in a property of its own.
//> columns: indexedProperty, similarity
//> first: *, dot
CALL kindred.index.create('readers', 'Reader', 'embedding', {similarity: 'dot', quantization: 'scalar'})
YIELD indexedProperty, similarity;

//> columns: name, label
//> rows: 2
CALL kindred.index.list() YIELD name, label;

//> rows: 1
//> first: readers
CALL kindred.index.drop('readers') YIELD name;
