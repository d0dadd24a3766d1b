// GraRep: one factorisation for each number of steps, side by side.

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

//> columns: nodePropertiesWritten, scope
//> first: 15, perStep
CALL kindred.graRep.write('library', {steps: 3, embeddingDimension: 4, writeProperty: 'graRep', randomSeed: 42})
YIELD nodePropertiesWritten, configuration
RETURN nodePropertiesWritten, configuration.dimensionScope AS scope;

// Three steps of four numbers each, or twelve in all.
//> columns: length
//> first: 12
CALL kindred.graRep.stream('library', {steps: 3, embeddingDimension: 4, randomSeed: 42})
YIELD embedding
RETURN DISTINCT size(embedding) AS length;

//> columns: length
//> first: 12
CALL kindred.graRep.stream('library', {steps: 3, embeddingDimension: 12, dimensionScope: 'total', randomSeed: 42})
YIELD embedding
RETURN DISTINCT size(embedding) AS length;

//> fails: Value for `embeddingDimension` was `10`, but must be a multiple of `steps`, which was `3`, when `dimensionScope` is `total`.
CALL kindred.graRep.stream('library', {steps: 3, embeddingDimension: 10, dimensionScope: 'total'}) YIELD nodeId;
