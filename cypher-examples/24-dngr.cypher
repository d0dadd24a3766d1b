// DNGR: random surfing and stacked denoising autoencoders.

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

//> columns: kept, nodePropertiesWritten
//> first: 500, 15
CALL kindred.dngr.write('library', {
  hiddenDimensions: [24],
  embeddingDimension: 8,
  surfingSteps: 4,
  writeProperty: 'dngr',
  randomSeed: 42
})
YIELD nodePropertiesWritten, configuration
RETURN configuration.contextsPerNode AS kept, nodePropertiesWritten;

// A graph whose co-occurrences do not fit is refused before any work; the estimate tells beforehand.
//> columns: millionsOfNodes
//> first: 1
CALL kindred.dngr.stats.estimate({nodeCount: 1000000, relationshipCount: 10000000}, {contextsPerNode: 5000})
YIELD nodeCount
RETURN nodeCount / 1000000 AS millionsOfNodes;
