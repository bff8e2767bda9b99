/** Addresses of the nodes behind a number. */
import { formatFilter, type Token, type Verdict } from 'patchlens/fleet';
import { columnsText, TABLE_COLUMNS } from './columns';
import { DEFAULT_QUERY, formatFleetQuery, type FleetQuery } from './fleet-query';
import { fleetHash, tableHash } from './route';
import { formatTableQuery, parseTableQuery } from './table-query';

/** Members that a node always has; an empty text is a value of theirs. */
const ALWAYS = ['region', 'scopeId'];

type Chosen = Partial<Pick<FleetQuery, 'verdicts' | 'platform' | 'group'>>;

/**
 * @param staleDays by which the number was judged, so that the list is judged by it too
 * @param tokens what the toolbar has no choice for
 */
export function nodesHash(chosen: Chosen, staleDays: number, tokens: Token[] = []): string {
  const filter = tokens.length > 0 ? formatFilter({ tokens }) : '';
  return fleetHash(formatFleetQuery({ ...DEFAULT_QUERY, ...chosen, filter, staleDays }));
}

export function verdictHash(verdict: Verdict, staleDays: number, tokens?: Token[]): string {
  return nodesHash({ verdicts: [verdict] }, staleDays, tokens);
}

/** The nodes of a group; `''` is the group of those without a value. */
export function groupHash(property: string, value: string, staleDays: number): string {
  if (property === 'platform') return nodesHash({ platform: value }, staleDays);
  if (property === 'patchGroup') return nodesHash({ group: value }, staleDays);
  return nodesHash({}, staleDays, [valueToken(property, value)]);
}

/** Means the nodes of a group. Those of the group `''` have no value, so nothing contains `''`. */
export function valueToken(property: string, value: string): Token {
  const isAbsent = value === '' && !ALWAYS.includes(property);
  return { property, operator: isAbsent ? '!:' : '=', value };
}

/** All findings with an attribute of their nodes as the second column, in the order of its values. */
export function findingsByAttributeHash(name: string): string {
  const column = `tag.${name}`;
  const [first = '', ...others] = TABLE_COLUMNS.findings.first;
  const columns = columnsText('findings', [first, column, ...others]);
  const query = { ...parseTableQuery('findings', ''), columns, sort: { column, descending: false } };
  return tableHash('findings', formatTableQuery('findings', query));
}

/** All nodes with an attribute as their second column, in the order of its values. */
export function byAttributeHash(name: string, staleDays: number): string {
  const column = `tag.${name}`;
  const [first = '', ...others] = TABLE_COLUMNS.nodes.first;
  const columns = columnsText('nodes', [first, column, ...others]);
  const sort = { column, descending: false };
  return fleetHash(formatFleetQuery({ ...DEFAULT_QUERY, staleDays, columns, sort }));
}
