// Keep the trained model in the database, by name; it is still there after a restart. Then list and drop it.

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

//> columns: model
//> first: tastes
CALL kindred.node2vec.train('library', {embeddingDimension: 16, modelName: 'tastes', randomSeed: 42})
YIELD modelInfo
RETURN modelInfo.modelName AS model;

//> columns: modelName, modelType
//> first: tastes, node2vec
CALL kindred.model.list() YIELD modelName, modelType;

//> columns: exists
//> first: true
CALL kindred.model.exists('tastes') YIELD exists;

//> columns: modelName
//> first: tastes
CALL kindred.model.drop('tastes') YIELD modelName;
