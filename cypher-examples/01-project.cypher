// What Kindred learns from: a graph that GDS projects into memory, or one that is read in place for a single call.

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

// A named graph serves many calls, Kindred's as well as GDS's own.
//> columns: nodeCount, relationshipCount
//> rows: 1
//> first: 15, 36
CALL gds.graph.project('library', ['Reader', 'Book'], {READ: {orientation: 'UNDIRECTED'}})
YIELD nodeCount, relationshipCount;

//> columns: nodeCount
//> first: 15
CALL kindred.node2vec.stats('library', {embeddingDimension: 8, randomSeed: 42})
YIELD nodeCount;

//> rows: 1
CALL gds.graph.drop('library') YIELD graphName;
