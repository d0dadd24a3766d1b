// TADW: relationships and what the nodes contain, in one vector.

// Papers with the words they use: [lantern, harbour, moon, comet].
UNWIND [
  ['Beacons', [1, 1, 0, 0]], ['Pilots', [1, 1, 0, 0]], ['Skerries', [0, 1, 0, 0]],
  ['Orbits', [0, 0, 1, 1]], ['Stations', [0, 0, 1, 0]], ['Envoys', [1, 0, 1, 1]]
] AS row
MERGE (paper:Paper {title: row[0]})
SET paper.words = row[1];

MATCH (a:Paper), (b:Paper)
WHERE [a.title, b.title] IN [
  ['Beacons', 'Pilots'], ['Beacons', 'Skerries'], ['Pilots', 'Skerries'],
  ['Orbits', 'Stations'], ['Orbits', 'Envoys'], ['Stations', 'Envoys'], ['Skerries', 'Envoys']]
MERGE (a)-[:CITES]->(b);

CALL gds.graph.project('papers', {Paper: {properties: 'words'}}, {CITES: {orientation: 'UNDIRECTED'}})
YIELD nodeCount, relationshipCount;

//> columns: nodePropertiesWritten, features, without
//> first: 6, 4.0000, 0.0000
CALL kindred.tadw.write('papers', {
  featureProperties: ['words'], embeddingDimension: 8, writeProperty: 'tadw', randomSeed: 42})
YIELD nodePropertiesWritten, metrics
RETURN nodePropertiesWritten, metrics.features AS features, metrics.nodesWithoutFeatures AS without;

// Read in place, the features need no projection either.
//> columns: nodes
//> first: 6
CALL kindred.tadw.stream(
  {nodeLabels: ['Paper'], relationshipTypes: ['CITES'], orientation: 'UNDIRECTED', nodeProperties: ['words']},
  {featureProperties: ['words'], embeddingDimension: 8, randomSeed: 42})
YIELD nodeId
RETURN count(nodeId) AS nodes;

//> fails: No value specified for the mandatory configuration parameter `featureProperties`
CALL kindred.tadw.stream('papers', {}) YIELD nodeId;

//> fails: Value for `embeddingDimension` was `7`, but must be even.
CALL kindred.tadw.stream('papers', {featureProperties: ['words'], embeddingDimension: 7}) YIELD nodeId;

//> fails: wrds
CALL kindred.tadw.stream('papers', {featureProperties: ['wrds']}) YIELD nodeId;
