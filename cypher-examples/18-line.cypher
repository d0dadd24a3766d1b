// LINE: half of each vector brings related nodes together, half nodes with the same neighbours.

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

// So small a graph needs many draws of each relationship; 36 entries for two orders make 144,000.
//> columns: nodePropertiesWritten, samples
//> first: 15, 144,000.0
CALL kindred.line.write('library', {
  embeddingDimension: 16, samplesPerRelationship: 2000, writeProperty: 'line', randomSeed: 42})
YIELD nodePropertiesWritten, metrics
RETURN nodePropertiesWritten, metrics.trainingSamples AS samples;

// One order alone; the weight decides how often a relationship is drawn.
//> columns: order, nodeCount
//> first: second, 15
CALL kindred.line.stats('library', {
  order: 'second', embeddingDimension: 16, relationshipWeightProperty: 'rating', randomSeed: 42})
YIELD configuration, nodeCount
RETURN configuration.order AS order, nodeCount;

// Books with few readers also learn from what these have read besides.
//> columns: nodeCount
//> first: 15
CALL kindred.line.stats('library', {embeddingDimension: 16, densifyBelow: 10, randomSeed: 42})
YIELD nodeCount;
