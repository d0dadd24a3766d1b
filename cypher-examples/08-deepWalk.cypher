// DeepWalk, with the objective of its paper (hierarchical softmax) or with negative sampling.

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

//> columns: objective, nodePropertiesWritten
//> first: hierarchicalSoftmax, 15
CALL kindred.deepWalk.write('library', {embeddingDimension: 16, writeProperty: 'deepWalk', randomSeed: 42})
YIELD nodePropertiesWritten, configuration
RETURN configuration.objective AS objective, nodePropertiesWritten;

//> columns: objective
//> first: negativeSampling
CALL kindred.deepWalk.stats('library', {embeddingDimension: 16, objective: 'negativeSampling', randomSeed: 42})
YIELD configuration
RETURN configuration.objective AS objective;
