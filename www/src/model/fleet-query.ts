/** Which nodes are shown, in which order: as the page's address says it, and as a question. */
import type { Filter, Query, Token, Verdict } from 'patchlens/fleet';
import { allOf, freeText, readFilter } from './filter-text';
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
  /** The text of a filter, which may be unreadable. */
  filter: string;
  /** Empty for all. */
  verdicts: Verdict[];
  platform: string | undefined;
  /** `''` for nodes without a patch group. */
  group: string | undefined;
  sort: Sort<NodeColumn>;
  /** Scans older than this are stale. */
  staleDays: number;
}

const DEFAULT_STALE_DAYS = 7;
const DEFAULT_SORT: Sort<NodeColumn> = { column: 'verdict', descending: false };

export const DEFAULT_QUERY: FleetQuery = {
  filter: '',
  verdicts: [],
  platform: undefined,
  group: undefined,
  sort: DEFAULT_SORT,
  staleDays: DEFAULT_STALE_DAYS,
};

/** Whether there is anything to clear. */
export function isFiltering(query: FleetQuery): boolean {
  return query.filter.trim() !== '' || choicesOf(query).length > 0;
}

/** The question for the table `nodes`. */
export function nodesQuery(query: FleetQuery): Query {
  return { filter: filterOf(query), sort: sortOf(query.sort) };
}

/** The choices and the filter, if that is in force. */
function filterOf(query: FleetQuery): Filter {
  const choices = choicesOf(query);
  const { filter } = readFilter(query.filter, 'nodes');
  if (!filter || choiceProblem(query, filter)) return { tokens: choices };
  const { operation, tokens, text } = allOf(filter) ?? filter;
  return {
    ...(operation === 'or' && { operation }),
    tokens: [...choices, ...tokens],
    ...(text !== undefined && { text }),
  };
}

/** Why a filter cannot be in force together with the choices: filters have no brackets. */
export function choiceProblem(query: FleetQuery, filter: Filter): string | undefined {
  if (allOf(filter) || choicesOf(query).length === 0) return undefined;
  return 'Cannot match any (or) of these while a verdict, platform or patch group is chosen';
}

function choicesOf({ verdicts, platform, group }: FleetQuery): Token[] {
  const tokens: Token[] = [];
  if (verdicts.length > 0) tokens.push({ property: 'verdict', operator: '=', value: verdicts });
  if (platform !== undefined) tokens.push(isValue('platform', platform));
  if (group !== undefined) tokens.push(isValue('patchGroup', group));
  return tokens;
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
  if (query.verdicts.length > 0) params.set('verdict', query.verdicts.join(','));
  if (query.platform !== undefined) params.set('platform', query.platform);
  if (query.group !== undefined) params.set('group', query.group);
  if (formatSort(query.sort) !== formatSort(DEFAULT_SORT))
    params.set('sort', formatSort(query.sort));
  if (query.staleDays !== DEFAULT_STALE_DAYS) params.set('stale', String(query.staleDays));
  return [filterParam(query.filter.trim()), params.toString()].filter(Boolean).join('&');
}

/** Encodes only what an address cannot have, so that people can read the filter in it. */
function filterParam(filter: string): string {
  if (!filter) return '';
  const encoded = new URLSearchParams({ filter }).toString();
  return encoded.replace(/%(?:21|2C|2F|3A|3D)/g, decodeURIComponent);
}

/** The query of an address, without the parts that make no sense. */
export function parseFleetQuery(text: string): FleetQuery {
  const params = new URLSearchParams(text);
  const asked = (params.get('verdict') ?? '').split(',');
  return {
    // Addresses had the words alone before there were filters.
    filter: params.get('filter') ?? freeText(params.get('q') ?? ''),
    verdicts: VERDICTS.filter((verdict) => asked.includes(verdict)),
    platform: params.get('platform') ?? undefined,
    group: params.get('group') ?? undefined,
    sort: parseSort(params.get('sort'), NODE_COLUMNS, DEFAULT_SORT),
    staleDays: parseDays(params.get('stale')),
  };
}

function parseDays(text: string | null): number {
  const days = Number(text ?? NaN);
  return Number.isInteger(days) && days >= 1 && days <= 3650 ? days : DEFAULT_STALE_DAYS;
}
