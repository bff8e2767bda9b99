/** Which rows of which table a command prints. */
import { Fleet, parseFilter } from 'patchlens/fleet';
import { UsageError } from './command-error.js';
import { listOf, numberOf, oneOf } from './options.js';

export const TABLES = ['nodes', 'findings', 'patches', 'cves', 'summary'];

export const QUERY_OPTIONS = {
  table: { type: 'string', short: 't', default: 'findings' },
  filter: { type: 'string' },
  sort: { type: 'string' },
  limit: { type: 'string' },
  columns: { type: 'string', multiple: true },
};

/** The gravest first. */
const SORTS = {
  nodes: [{ property: 'verdict' }, { property: 'missing', descending: true }],
  findings: [
    { property: 'severity', descending: true },
    { property: 'age', descending: true },
  ],
  patches: [
    { property: 'severity', descending: true },
    { property: 'nodes', descending: true },
  ],
  cves: [
    { property: 'severity', descending: true },
    { property: 'nodes', descending: true },
  ],
};

/** What they say depends on what a command has not read: lists of CVEs, and targets. */
const UNKNOWN_HERE = {
  kev: 'the command line reads no list of known exploited vulnerabilities',
  epss: 'the command line reads no list of EPSS scores',
  due: 'the command line has no targets; ask for an age, such as age>7d',
  overdue: 'the command line has no targets; ask for an age, such as age>7d',
};

/**
 * @typedef {object} Question
 * @property {'nodes' | 'findings' | 'patches' | 'cves' | 'summary'} table
 * @property {import('patchlens/fleet').Query} query
 * @property {string[]} [columns]
 */

/**
 * @param {Record<string, any>} values the options
 * @returns {Question}
 * @throws {UsageError} before anything is read
 */
export function questionOf(values) {
  const table = oneOf('table', values.table, TABLES);
  const isSummary = table === 'summary';
  const limit = numberOf('limit', values.limit, { isWhole: true });
  const columns = values.columns && listOf(values.columns);
  const misplaced = ['columns', 'sort', 'limit'].find((name) => isSummary && values[name] !== undefined);
  if (misplaced) throw new UsageError(`--${misplaced}: a summary has no rows`);
  const sort = isSummary ? undefined : (sortIn(values.sort) ?? SORTS[table]);
  const filter = values.filter && filterIn('filter', values.filter, isSummary ? 'nodes' : table);
  const question = { table, query: { filter: filter || undefined, sort, limit }, columns };
  assertAnswerable(question);
  return question;
}

/** @throws {UsageError} for a filter that is wrong, or that nothing here can answer */
export function filterIn(option, text, table) {
  const filter = parsed(option, text, table);
  const unknown = filter.tokens.find(({ property }) => Object.hasOwn(UNKNOWN_HERE, property));
  if (unknown === undefined) return filter;
  throw new UsageError(`--${option}: ${unknown.property}: ${UNKNOWN_HERE[unknown.property]}`);
}

function parsed(option, text, table) {
  try {
    return parseFilter(text, table);
  } catch (error) {
    throw new UsageError(`--${option}: ${error.message}`, { cause: error });
  }
}

function sortIn(text) {
  if (text === undefined) return undefined;
  const words = listOf([text]);
  if (words.length === 0) throw new UsageError('--sort: the value is empty');
  return words.map((word) => {
    const [, property, order] = /^(.+?)(:desc)?$/.exec(word);
    return { property, descending: order !== undefined };
  });
}

/** The names of columns and sorts are checked by a fleet, and an empty one is enough. */
function assertAnswerable({ table, query, columns }) {
  if (table === 'summary') return;
  const fleet = new Fleet();
  try {
    fleet[table]({ ...query, limit: 0 });
    for (const _ of fleet.csv(table, { limit: 0 }, { columns }));
  } catch (error) {
    throw new UsageError(error.message, { cause: error });
  } finally {
    fleet.free();
  }
}

/**
 * @param {import('patchlens/fleet').Fleet} fleet
 * @param {import('patchlens/fleet').Filter | undefined} filter
 * @returns {string | undefined} a column of the filter that no node has, and so no row fulfils
 */
export function absentColumn(fleet, filter) {
  const columns = (filter?.tokens ?? [])
    .map(({ property }) => property)
    .filter((property) => property.startsWith('tag.'));
  return columns.find((column) => fleet.values('nodes', column, '', 1).length === 0);
}
