/** SQLite as a native module, in memory, with the indexes that the questions call for. */
import Database from 'better-sqlite3';
import { columns } from './columns.mjs';
import { asking, cveTable, nodeTable, patchTable } from './sql.mjs';

const TABLES = `
  create table node(id integer primary key, instance_id text, patch_group text, text text);
  create table patch(id integer primary key, title text, folded_title text, severity text,
    severity_rank integer, text text);
  create table cve(cve text, patch integer, primary key (cve, patch)) without rowid;
  create table finding(node integer, patch integer, state integer, since integer,
    primary key (node, patch)) without rowid;`;
// They hold all that filters and groups read.
const INDEXES = `
  create index finding_patch on finding(patch, state);
  create index finding_since on finding(since);
  analyze;`;

/** @returns {import('../asked.mjs').Contender} */
export function load(data) {
  const database = new Database(':memory:');
  database.exec(TABLES);
  database.transaction(() => fill(database, columns(data)))();
  database.exec(INDEXES);
  const prepared = new Map();
  const rowsOf = (sql) => {
    if (!prepared.has(sql)) prepared.set(sql, database.prepare(sql).raw());
    return prepared.get(sql).all();
  };
  return { ask: asking(rowsOf), snapshot: () => database.serialize() };
}

function fill(database, store) {
  insert(database, 'node', nodeTable(store));
  insert(database, 'patch', patchTable(store));
  insert(database, 'cve', cveTable(store));
  const { node, patch, state, since } = store;
  insert(database, 'finding', { node, patch, state, since });
}

function insert(database, table, columns) {
  const values = Object.values(columns);
  const names = Object.keys(columns);
  const statement = database.prepare(
    `insert into ${table}(${names}) values (${names.map(() => '?')})`,
  );
  for (let i = 0; i < values[0].length; i += 1) statement.run(...values.map((column) => column[i]));
}
