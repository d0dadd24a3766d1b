// SDNE: a deep autoencoder of adjacency rows that keeps neighbours together.

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

//> columns: layers, nodePropertiesWritten
//> first: 1, 15
CALL kindred.sdne.write('library', {
  hiddenDimensions: [24],
  embeddingDimension: 8,
  epochs: 50,
  relationshipWeightProperty: 'rating',
  writeProperty: 'sdne',
  randomSeed: 42
})
YIELD nodePropertiesWritten, configuration
RETURN size(configuration.hiddenDimensions) AS layers, nodePropertiesWritten;

// The first-order term alone decides how much neighbours are drawn together.
//> columns: nodeCount
//> first: 15
CALL kindred.sdne.stats('library', {hiddenDimensions: [24], embeddingDimension: 8, firstOrderWeight: 0.1})
YIELD nodeCount
RETURN nodeCount;

//> fails: Value for `nonZeroFactor` was `0.5`, but must be within the range
CALL kindred.sdne.stats('library', {nonZeroFactor: 0.5});
