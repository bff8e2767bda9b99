/** Which nodes are shown, in which order, and how the page's address says so. */
import type { NodeRow } from './node';
import { compareText, formatSort, parseSort, sorted, type Sort } from './sort';
import { VERDICTS, type Verdict } from './verdict';

const NODE_COLUMNS = [
  'name',
  'platform',
  'group',
  'verdict',
  'missing',
  'failed',
  'pendingReboot',
  'critical',
  'lastScan',
] as const;
export type NodeColumn = (typeof NODE_COLUMNS)[number];

export interface FleetQuery {
  text: string;
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
  text: '',
  verdicts: [],
  platform: undefined,
  group: undefined,
  sort: DEFAULT_SORT,
  staleDays: DEFAULT_STALE_DAYS,
};

/** Whether the query hides any node. */
export function isFiltering(query: FleetQuery): boolean {
  return Boolean(query.text.trim()) || query.verdicts.length > 0 || hasPlace(query);
}

function hasPlace({ platform, group }: FleetQuery): boolean {
  return platform !== undefined || group !== undefined;
}

export function selectNodes(rows: readonly NodeRow[], query: FleetQuery): NodeRow[] {
  const { column, descending } = query.sort;
  return sorted(rows.filter(matches(query)), (row) => sortKey(row, column), descending, worseFirst);
}

function matches(query: FleetQuery): (row: NodeRow) => boolean {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  const verdicts = new Set<string>(query.verdicts);
  return (row) =>
    (verdicts.size === 0 || verdicts.has(row.verdict)) &&
    (query.platform === undefined || row.platform === query.platform) &&
    (query.group === undefined || row.group === query.group) &&
    (words.length === 0 || containsAll(searchText(row), words));
}

function containsAll(text: string, words: string[]): boolean {
  return words.every((word) => text.includes(word));
}

function searchText(row: NodeRow): string {
  const { info } = row.node;
  return [row.name, row.id, row.platform, row.group, info?.ComputerName, info?.IPAddress]
    .join(' ')
    .toLowerCase();
}

function sortKey(row: NodeRow, column: NodeColumn): string | number | Date | undefined {
  if (column === 'verdict') return verdictRank(row);
  // Nodes without a group come last, not first.
  if (column === 'group') return row.group || undefined;
  return row[column];
}

function verdictRank({ verdict }: NodeRow): number {
  return verdict === 'pending' ? VERDICTS.length : VERDICTS.indexOf(verdict);
}

function worseFirst(a: NodeRow, b: NodeRow): number {
  return (
    (b.critical ?? 0) - (a.critical ?? 0) ||
    b.open - a.open ||
    b.securityUpdates - a.securityUpdates ||
    compareText(a.name, b.name) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Only the differences to the defaults, so that a plain address stays plain. */
export function formatFleetQuery(query: FleetQuery): string {
  const params = new URLSearchParams();
  if (query.text.trim()) params.set('q', query.text.trim());
  if (query.verdicts.length > 0) params.set('verdict', query.verdicts.join(','));
  if (query.platform !== undefined) params.set('platform', query.platform);
  if (query.group !== undefined) params.set('group', query.group);
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
    sort: parseSort(params.get('sort'), NODE_COLUMNS, DEFAULT_SORT),
    staleDays: parseDays(params.get('stale')),
  };
}

function parseDays(text: string | null): number {
  const days = Number(text ?? NaN);
  return Number.isInteger(days) && days >= 1 && days <= 3650 ? days : DEFAULT_STALE_DAYS;
}
