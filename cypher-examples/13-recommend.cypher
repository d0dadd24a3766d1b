// A reader in, new books out, with the reason. What the reader has read is left out before counting to topK.

// Six readers, nine books, two tastes; Clio and Dario cross over.
UNWIND [
  ['Ada', 'The Salt Lantern', 1], ['Ada', 'Tidal Harbours', 2], ['Ada', 'The Drowned Pilot', 3],
  ['Bela', 'The Salt Lantern', 1], ['Bela', 'The Drowned Pilot', 2], ['Bela', 'Winter in Skerrow Sound', 3],
  ['Clio', 'Tidal Harbours', 1], ['Clio', 'Winter in Skerrow Sound', 2], ['Clio', 'The Silent Station', 3], ['Clio', 'The Salt Lantern', 4],
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

//> columns: title, source, reason
//> rows: 4
MATCH (ada:Reader {name: 'Ada'})
CALL kindred.recommend(ada, {label: 'Book', exclude: ['READ'], topK: 4, nameProperty: 'title'})
YIELD item, source, reason
RETURN item.title AS title, source, reason;

// A reader who has no vector and has read nothing yet gets what is popular.
//> columns: title, source
//> rows: 2
//> first: The Salt Lantern, popularity
CREATE (greta:Reader {name: 'Greta'})
WITH greta
CALL kindred.recommend(greta, {label: 'Book', exclude: ['READ'], topK: 2})
YIELD item, source
RETURN item.title AS title, source;
