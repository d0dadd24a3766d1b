// Train and return only the figures: losses, checksum of the embeddings, and what was configured.

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

CALL gds.graph.project('library', ['Reader', 'Book'], {READ: {orientation: 'UNDIRECTED', properties: 'rating'}})
YIELD nodeCount, relationshipCount;

//> columns: nodeCount, dimension, seed
//> first: 15, 16, 42
CALL kindred.node2vec.stats('library', {embeddingDimension: 16, randomSeed: 42})
YIELD nodeCount, configuration
RETURN nodeCount, configuration.embeddingDimension AS dimension, configuration.randomSeed AS seed;

// The checksum does not depend on the concurrency.
//> columns: different
//> first: 1
UNWIND [1, 2, 4] AS threads
CALL kindred.node2vec.stats('library', {embeddingDimension: 16, randomSeed: 42, concurrency: threads})
YIELD metrics
RETURN count(DISTINCT metrics.checksum) AS different;
