/** DuckDB in WebAssembly, in this thread. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { makeVector, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import { columns } from './columns.mjs';
import { asking, cveTable, nodeTable, patchTable } from './sql.mjs';

const require = createRequire(import.meta.url);
const BLOCKING = '@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs';
const TABLES = ['node', 'patch', 'cve', 'finding'];

/** @returns {Promise<import('../asked.mjs').Contender>} */
export async function load(data) {
  const connection = await connected();
  const store = columns(data);
  const { node, patch, state, since } = store;
  insert(connection, 'node', nodeTable(store));
  insert(connection, 'patch', patchTable(store));
  insert(connection, 'cve', cveTable(store));
  insert(connection, 'finding', { node, patch, state, since });
  const prepared = new Map();
  const rowsOf = (sql) => {
    if (!prepared.has(sql)) prepared.set(sql, connection.prepare(sql));
    return prepared.get(sql).query().toArray().map(Object.values);
  };
  return { ask: asking(rowsOf), snapshot: () => snapshot(connection) };
}

async function connected() {
  const { createDuckDB, NODE_RUNTIME, VoidLogger } = require(BLOCKING);
  const file = (name) => join(dirname(require.resolve(BLOCKING)), name);
  const bundle = (name) => ({ mainModule: file(`duckdb-${name}.wasm`), mainWorker: '' });
  const bundles = { mvp: bundle('mvp'), eh: bundle('eh') };
  const database = await createDuckDB(bundles, new VoidLogger(), NODE_RUNTIME);
  await database.instantiate(() => {});
  return database.connect();
}

function insert(connection, name, columns) {
  const vectors = Object.entries(columns).map(([key, values]) => [key, vector(values)]);
  const table = new Table(Object.fromEntries(vectors));
  connection.insertArrowFromIPCStream(tableToIPC(table, 'stream'), { name, create: true });
}

function vector(values) {
  if (ArrayBuffer.isView(values)) return makeVector(values);
  if (typeof values[0] === 'string') return vectorFromArray(values, new Utf8());
  return makeVector(Uint32Array.from(values));
}

// In Arrow's format: a database in memory cannot be written to a file from WebAssembly.
function snapshot(connection) {
  const bytesOf = (table) =>
    connection.useUnsafe((bindings, id) => bindings.runQuery(id, `select * from ${table}`).slice());
  return Buffer.concat(TABLES.map(bytesOf));
}
