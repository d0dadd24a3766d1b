// The same inside expressions: similarity, score, candidates and recommendations as values.

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

CALL kindred.node2vec.write({nodeLabels: ['Reader', 'Book'], relationshipTypes: ['READ'], orientation: 'UNDIRECTED'},
  {embeddingDimension: 16, walksPerNode: 20, walkLength: 10, windowSize: 3, writeProperty: 'embedding', randomSeed: 42})
YIELD nodePropertiesWritten;

//> columns: a, b, similarity
//> rows: 3
MATCH (a:Book)<-[:READ]-(:Reader {name: 'Ada'})-[:READ]->(b:Book)
WHERE a.title < b.title
RETURN a.title AS a, b.title AS b, kindred.similarity(a, b) AS similarity
ORDER BY similarity DESC;

//> columns: reader, fits
//> rows: 6
MATCH (reader:Reader), (book:Book {title: 'The Hollow Beacon'})
RETURN reader.name AS reader, kindred.score(reader, book) AS fits
ORDER BY fits DESC;

//> columns: reader, next
//> rows: 6
MATCH (reader:Reader)
RETURN reader.name AS reader,
  [row IN kindred.recommended(reader, {label: 'Book', exclude: ['READ'], topK: 2}) | row.item.title] AS next
ORDER BY reader;

//> columns: alike
//> rows: 1
MATCH (lantern:Book {title: 'The Salt Lantern'})
RETURN [row IN kindred.candidates(lantern, {label: 'Book', topK: 3}) | row.node.title] AS alike;
