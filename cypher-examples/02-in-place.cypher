// No projection step: a map in place of the graph's name is read from the store for this one call.

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

//> columns: name, dimension
//> rows: 15
CALL kindred.node2vec.stream(
  {nodeLabels: ['Reader', 'Book'], relationshipTypes: ['READ'], orientation: 'UNDIRECTED'},
  {embeddingDimension: 8, randomSeed: 42})
YIELD nodeId, embedding
WITH gds.util.asNode(nodeId) AS n, embedding
RETURN coalesce(n.name, n.title) AS name, size(embedding) AS dimension
ORDER BY name;
