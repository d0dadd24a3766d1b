// A knowledge graph: train a model of facts, predict the ones that are missing, score those that are there.

// It is not known what they speak in Lyon and Graz.
UNWIND [
  ['Paris', 'France', 'French'], ['Lyon', 'France', 'French'], ['Nantes', 'France', 'French'], ['Lille', 'France', 'French'],
  ['Berlin', 'Germany', 'German'], ['Hamburg', 'Germany', 'German'], ['Munich', 'Germany', 'German'], ['Bremen', 'Germany', 'German'],
  ['Vienna', 'Austria', 'German'], ['Graz', 'Austria', 'German'], ['Linz', 'Austria', 'German'], ['Salzburg', 'Austria', 'German'],
  ['Rome', 'Italy', 'Italian'], ['Milan', 'Italy', 'Italian'], ['Turin', 'Italy', 'Italian'], ['Bari', 'Italy', 'Italian']
] AS row
MERGE (city:City {name: row[0]})
MERGE (country:Country {name: row[1]})
MERGE (language:Language {name: row[2]})
MERGE (city)-[:IN]->(country)
MERGE (country)-[:SPEAKS]->(language)
MERGE (city)-[:SPEAKS]->(language);

MATCH (city:City)-[speaks:SPEAKS]->() WHERE city.name IN ['Lyon', 'Graz'] DELETE speaks;

//> columns: scorer, types
//> first: complEx, 2
CALL kindred.complEx.train(
  {nodeLabels: ['City', 'Country', 'Language'], relationshipTypes: ['IN', 'SPEAKS']},
  {modelName: 'world', embeddingDimension: 16, epochs: 100, batchSize: 32, randomSeed: 42})
YIELD modelInfo
RETURN modelInfo.scorer AS scorer, modelInfo.relationshipTypeCount AS types;

//> columns: language, score, rank
//> rows: 2
//> first: French, *, 1
MATCH (lyon:City {name: 'Lyon'})
CALL kindred.knowledge.predict('world', lyon, 'SPEAKS', {targetLabel: 'Language', topK: 2})
YIELD node, score, rank
RETURN node.name AS language, score, rank;

// The other end: cities that are not known to lie in Austria.
//> columns: country, city, rank
//> rows: 3
MATCH (austria:Country {name: 'Austria'})
CALL kindred.knowledge.predict('world', [austria], 'IN', {direction: 'heads', targetLabel: 'City', topK: 3})
YIELD sourceNode, node, rank
RETURN sourceNode.name AS country, node.name AS city, rank;

//> columns: language, score
//> rows: 3
//> first: German, *
MATCH (graz:City {name: 'Graz'}), (language:Language)
RETURN language.name AS language, kindred.knowledge.score('world', graz, 'SPEAKS', language) AS score
ORDER BY score DESC;

//> columns: relationshipType, inverse, dimension
//> rows: 4
//> first: IN, false, 16
CALL kindred.model.relations('world') YIELD relationshipType, inverse, embedding
RETURN relationshipType, inverse, size(embedding) AS dimension;

//> fails: Model with name `world` has no relationship type `SPEKS`. (Did you mean [SPEAKS]?)
MATCH (lyon:City {name: 'Lyon'})
CALL kindred.knowledge.predict('world', lyon, 'SPEKS') YIELD node
RETURN node;
