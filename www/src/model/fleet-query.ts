/** Which nodes are shown, in which order: as the page's address says it, and as a question. */
import type { Filter, Query, Token, Verdict } from 'patchlens/fleet';
import { columnsParam, encoded, isColumn } from './columns';
import { allOf, freeText, readFilter } from './filter-text';
import { formatSort, parseSort, type Sort } from './sort';
import { VERDICTS } from './verdict';

/** The properties that columns sort by, if not by the one of their name. */
const SORTS: Record<string, readonly string[]> = {
  name: ['name', 'computerName'],
  platform: ['platform', 'platformVersion'],
  group: ['patchGroup'],
  critical: ['criticalNonCompliant'],
  lastScan: ['lastOperation'],
};

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
  sort: Sort;
  /** Scans older than this are stale. */
  staleDays: number;
  /** The chosen columns, as an address has them; empty for those that are shown at first. */
  columns: string;
  /** The node that is shown beside the table. */
  open: OpenNode | undefined;
}

export interface OpenNode {
  scopeId: string;
  instanceId: string;
}

const DEFAULT_STALE_DAYS = 7;
const DEFAULT_SORT: Sort = { column: 'verdict', descending: false };

export const DEFAULT_QUERY: FleetQuery = {
  filter: '',
  verdicts: [],
  platform: undefined,
  group: undefined,
  sort: DEFAULT_SORT,
  staleDays: DEFAULT_STALE_DAYS,
  columns: '',
  open: undefined,
};

/** What stays when the filters are cleared: how the nodes are shown, and by which limit. */
export function withoutFilters({ sort, staleDays, columns, open }: FleetQuery): FleetQuery {
  return { ...DEFAULT_QUERY, sort, staleDays, columns, open };
}

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

function sortOf({ column, descending }: Sort): NonNullable<Query['sort']> {
  const own = sortedBy(column);
  const rest = WORSE_FIRST.filter((property) => !own.includes(property));
  return [
    ...own.map((property) => ({ property, descending })),
    ...rest.map((property) => ({ property, descending: true })),
  ];
}

function sortedBy(column: string): readonly string[] {
  return (Object.hasOwn(SORTS, column) && SORTS[column]) || [column];
}

/** The reason is in no order, since its words are for people. */
function isSortable(column: string): boolean {
  return Object.hasOwn(SORTS, column) || (column !== 'reason' && isColumn('nodes', column));
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
  const columns = columnsParam('nodes', query.columns);
  const open = query.open && `open=${encoded(`${query.open.scopeId}/${query.open.instanceId}`)}`;
  return [filterParam(query.filter.trim()), params.toString(), columns, open]
    .filter(Boolean)
    .join('&');
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
    sort: parseSort(params.get('sort'), isSortable, DEFAULT_SORT),
    staleDays: parseDays(params.get('stale')),
    columns: params.get('columns') ?? '',
    open: parseOpen(params.get('open')),
  };
}

/** A scope may have a slash in its id, an instance id has none. */
function parseOpen(text: string | null): OpenNode | undefined {
  const [, scopeId, instanceId] = /^(.+)\/([^/]+)$/.exec(text ?? '') ?? [];
  return scopeId && instanceId ? { scopeId, instanceId } : undefined;
}

function parseDays(text: string | null): number {
  const days = Number(text ?? NaN);
  return Number.isInteger(days) && days >= 1 && days <= 3650 ? days : DEFAULT_STALE_DAYS;
}
