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
 * @param tokens what the toolbar has no choice for; the list shows the attributes that they name
 */
export function nodesHash(chosen: Chosen, staleDays: number, tokens: Token[] = []): string {
  const filter = tokens.length > 0 ? formatFilter({ tokens }) : '';
  const columns = withAttributes(tokens);
  return fleetHash(formatFleetQuery({ ...DEFAULT_QUERY, ...chosen, filter, columns, staleDays }));
}

function withAttributes(tokens: Token[]): string {
  const named = tokens.map(({ property }) => property).filter((it) => it.startsWith('tag.'));
  const [first = '', ...usual] = TABLE_COLUMNS.nodes.first;
  return columnsText('nodes', [first, ...new Set(named), ...usual]);
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

/** They give way to the attributes, so that the age of a finding and when it is due are still in sight. */
const LAST = ['state', 'kb', 'complianceLevel'];
/** Other attributes that a table shows beside the one that it is ordered by. */
const OTHERS = 3;

/**
 * All findings in the order of an attribute of their nodes, which follows the first column with the others.
 *
 * @param names of all attributes
 * @param value of the attribute, for the findings of its nodes alone
 */
export function findingsByAttributeHash(
  name: string,
  names: readonly string[],
  value?: string,
): string {
  const { columns, sort } = byAttribute('findings', name, names);
  const tokens = value === undefined ? [] : [valueToken(`tag.${name}`, value)];
  const query = { ...parseTableQuery('findings', ''), filter: formatFilter({ tokens }), columns, sort };
  return tableHash('findings', formatTableQuery('findings', query));
}

/** The same of all nodes. */
export function byAttributeHash(name: string, names: readonly string[], staleDays: number): string {
  const { columns, sort } = byAttribute('nodes', name, names);
  return fleetHash(formatFleetQuery({ ...DEFAULT_QUERY, staleDays, columns, sort }));
}

function byAttribute(table: 'nodes' | 'findings', name: string, names: readonly string[]) {
  const others = names.filter((other) => other !== name).slice(0, OTHERS);
  const [first = '', ...usual] = TABLE_COLUMNS[table].first;
  const attributes = [name, ...others].map((it) => `tag.${it}`);
  const members = [...usual.filter((it) => !LAST.includes(it)), ...usual.filter((it) => LAST.includes(it))];
  const columns = columnsText(table, [first, ...attributes, ...members]);
  return { columns, sort: { column: `tag.${name}`, descending: false } };
}
