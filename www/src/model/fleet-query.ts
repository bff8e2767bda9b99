/** Which nodes are shown, in which order: as the page's address says it, and as a question. */
import { parseFilter, type Filter, type Query, type Token, type Verdict } from 'patchlens/fleet';
import { formatSort, parseSort, type Sort } from './sort';
import { VERDICTS } from './verdict';

/** The columns and the properties that they sort by; the first names the order's direction. */
const SORTS = {
  name: ['name', 'computerName'],
  platform: ['platform', 'platformVersion'],
  group: ['patchGroup'],
  verdict: ['verdict'],
  missing: ['missing'],
  failed: ['failed'],
  pendingReboot: ['pendingReboot'],
  critical: ['criticalNonCompliant'],
  lastScan: ['lastOperation'],
} as const;
export type NodeColumn = keyof typeof SORTS;
const NODE_COLUMNS = Object.keys(SORTS) as NodeColumn[];

/** Of nodes that a column does not tell apart, those with more problems come first. */
const WORSE_FIRST = ['criticalNonCompliant', 'missing', 'failed', 'availableSecurityUpdates'];

export interface FleetQuery {
  text: string;
  /** Empty for all. */
  verdicts: Verdict[];
  platform: string | undefined;
  /** `''` for nodes without a patch group. */
  group: string | undefined;
  /** Further conditions, in the language of `parseFilter`. */
  filter: string;
  sort: Sort<NodeColumn>;
  /** Scans older than this are stale. */
  staleDays: number;
}

const DEFAULT_STALE_DAYS = 7;
const DEFAULT_SORT: Sort<NodeColumn> = { column: 'verdict', descending: false };

export const DEFAULT_QUERY: FleetQuery = {
  text: '',
  verdicts: [],
  platform: undefined,
  group: undefined,
  filter: '',
  sort: DEFAULT_SORT,
  staleDays: DEFAULT_STALE_DAYS,
};

/** Whether the query hides any node. */
export function isFiltering(query: FleetQuery): boolean {
  const { tokens, text } = filterOf(query);
  return tokens.length > 0 || text !== undefined;
}

/** The question for the table `nodes`. */
export function nodesQuery(query: FleetQuery): Query {
  return { filter: filterOf(query), sort: sortOf(query.sort) };
}

function filterOf({ text, verdicts, platform, group, filter }: FleetQuery): Filter {
  const tokens: Token[] = [];
  if (verdicts.length > 0) tokens.push({ property: 'verdict', operator: '=', value: verdicts });
  if (platform !== undefined) tokens.push(isValue('platform', platform));
  if (group !== undefined) tokens.push(isValue('patchGroup', group));
  tokens.push(...furtherTokens(filter));
  const words = text.trim();
  return words ? { tokens, text: words } : { tokens };
}

/** The conditions of a filter; none if it cannot be read, or is no list of conditions. */
export function furtherTokens(text: string): Token[] {
  if (!text) return [];
  try {
    const { operation, tokens, text: words } = parseFilter(text, 'nodes');
    return operation === 'or' || words !== undefined ? [] : tokens;
  } catch {
    return [];
  }
}

/** `''` is the group of rows without a value; only an absent value does not contain `''`. */
function isValue(property: string, value: string): Token {
  return { property, operator: value === '' ? '!:' : '=', value };
}

function sortOf({ column, descending }: Sort<NodeColumn>): NonNullable<Query['sort']> {
  const own: readonly string[] = SORTS[column];
  const rest = WORSE_FIRST.filter((property) => !own.includes(property));
  return [
    ...own.map((property) => ({ property, descending })),
    ...rest.map((property) => ({ property, descending: true })),
  ];
}

/** Only the differences to the defaults, so that a plain address stays plain. */
export function formatFleetQuery(query: FleetQuery): string {
  const params = new URLSearchParams();
  if (query.text.trim()) params.set('q', query.text.trim());
  if (query.verdicts.length > 0) params.set('verdict', query.verdicts.join(','));
  if (query.platform !== undefined) params.set('platform', query.platform);
  if (query.group !== undefined) params.set('group', query.group);
  if (query.filter) params.set('filter', query.filter);
  if (formatSort(query.sort) !== formatSort(DEFAULT_SORT))
    params.set('sort', formatSort(query.sort));
  if (query.staleDays !== DEFAULT_STALE_DAYS) params.set('stale', String(query.staleDays));
  return params.toString();
}

/** The query of an address, without the parts that make no sense. */
export function parseFleetQuery(text: string): FleetQuery {
  const params = new URLSearchParams(text);
  const asked = (params.get('verdict') ?? '').split(',');
  return {
    text: params.get('q') ?? '',
    verdicts: VERDICTS.filter((verdict) => asked.includes(verdict)),
    platform: params.get('platform') ?? undefined,
    group: params.get('group') ?? undefined,
    filter: params.get('filter')?.trim() ?? '',
    sort: parseSort(params.get('sort'), NODE_COLUMNS, DEFAULT_SORT),
    staleDays: parseDays(params.get('stale')),
  };
}

function parseDays(text: string | null): number {
  const days = Number(text ?? NaN);
  return Number.isInteger(days) && days >= 1 && days <= 3650 ? days : DEFAULT_STALE_DAYS;
}
