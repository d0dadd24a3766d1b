// The nodes whose vectors are most similar to a node's, without the ones already known.

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

//> columns: title, score, rank
//> rows: 3
MATCH (lantern:Book {title: 'The Salt Lantern'})
CALL kindred.candidates.similar(lantern, {label: 'Book', property: 'embedding', topK: 3})
YIELD node, score, rank
RETURN node.title AS title, score, rank;

// Who is like Ada; from a bare vector, with a condition on the node's properties.
//> columns: reader
//> rows: 2
MATCH (ada:Reader {name: 'Ada'})
CALL kindred.candidates.similar(ada.embedding, {label: 'Reader', topK: 2, filter: {name: {ne: 'Ada'}}})
YIELD node
RETURN node.name AS reader;
