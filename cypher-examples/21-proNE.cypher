// ProNE: a sparse factorisation, spread over the graph. The cheapest way to good vectors.

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

//> columns: nodePropertiesWritten, terms
//> first: 15, 10
CALL kindred.proNE.write('library', {embeddingDimension: 16, writeProperty: 'proNE', randomSeed: 42})
YIELD nodePropertiesWritten, configuration
RETURN nodePropertiesWritten, configuration.chebyshevOrder AS terms;

// Without the propagation there is the factorisation alone.
//> columns: nodeId, embedding
//> rows: 15
CALL kindred.proNE.stream('library', {embeddingDimension: 4, chebyshevOrder: 1, relationshipWeightProperty: 'rating', randomSeed: 42})
YIELD nodeId, embedding;

// Singular vectors of a hundred directions are more than fifteen nodes have: the rest is zero.
//> columns: length
//> first: 100
CALL kindred.proNE.stream('library', {embeddingDimension: 100, randomSeed: 42})
YIELD embedding
RETURN DISTINCT size(embedding) AS length;
