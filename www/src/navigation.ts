/** The page's address, and the place and query that it stands for. */
import { batch, signal } from '@preact/signals';
import {
  DEFAULT_QUERY,
  formatFleetQuery,
  parseFleetQuery,
  type FleetQuery,
} from './model/fleet-query';
import {
  formatOverviewQuery,
  parseOverviewQuery,
  type OverviewQuery,
} from './model/overview-query';
import { formatPatchQuery, type PatchQuery } from './model/patch-query';
import {
  formatReportQuery,
  parseReportQuery,
  type ReportQuery,
} from './model/report-query';
import {
  fleetHash,
  nodeHash,
  overviewHash,
  parseRoute,
  reportHash,
  tableHash,
} from './model/route';
import {
  formatTableQuery,
  parseTableQuery,
  type TableQuery,
} from './model/table-query';

/** What the browser keeps beside the address of a node: the list from which it was opened. */
interface Origin {
  /** The place of the node in the list. */
  position: number;
  /** The query of the list, as an address has it. */
  list: string;
}

/** A table from which a row was opened, and what was opened. */
interface LeftTable {
  opened: string;
  scrollY: number;
  /** The place of the row in the table. */
  index: number;
}

export const route = signal(parseRoute(location.hash));
/** Stays while a node is open, so that the way back leads to the same list. */
export const fleetQuery = signal<FleetQuery>(
  route.value.page === 'fleet'
    ? parseFleetQuery(route.value.query)
    : parseFleetQuery(origin()?.list ?? ''),
);
/** Stays on the other views, since the targets are the reader's rules. */
export const overviewQuery = signal(
  parseOverviewQuery(route.value.page === 'overview' ? route.value.query : ''),
);
if (route.value.page === 'overview') takeStaleDays(route.value.query);
if (route.value.page === 'report') takeRules(route.value.query);
/** The place of the open node in the list from which it was opened. */
export const position = signal(origin()?.position);
/** The scroll position of the fleet, and the place of the node that was opened from it. */
export const leftFleet: { scrollY: number; position: number | undefined } = {
  scrollY: 0,
  position: undefined,
};
/** The tables from which rows were opened, by their addresses. */
const leftTables = new Map<string, LeftTable>();
/** Where the way back from a table leads to, if the address before is the row that it opened. */
let returned: LeftTable | undefined;
let moves = 0;
/** The address that the page shows. */
let shown = location.hash;

export function listenToAddress(): void {
  history.scrollRestoration = 'manual';
  addEventListener('hashchange', follow);
}

/** Runs before the page shows the new place, so `scrollY` is still that of the old one. */
function follow(): void {
  const next = parseRoute(location.hash);
  const opened = origin()?.position;
  if (route.value.page === 'fleet' && next.page === 'node') {
    Object.assign(leftFleet, { scrollY, position: opened });
  }
  if (next.page === 'table' || next.page === 'overview') {
    Object.assign(leftFleet, { scrollY: 0, position: undefined });
  }
  const left = leftTables.get(location.hash);
  returned = left?.opened === shown ? left : undefined;
  shown = location.hash;
  moves += 1;
  batch(() => {
    if (next.page === 'fleet') fleetQuery.value = parseFleetQuery(next.query);
    if (next.page === 'overview') {
      overviewQuery.value = parseOverviewQuery(next.query);
      takeStaleDays(next.query);
    }
    if (next.page === 'report') takeRules(next.query);
    position.value = opened;
    route.value = next;
  });
}

/** The overview judges by the same limit as the list, and its address has it too. */
function takeStaleDays(query: string): void {
  const { staleDays } = parseFleetQuery(query);
  if (staleDays !== fleetQuery.peek().staleDays) {
    fleetQuery.value = { ...fleetQuery.peek(), staleDays };
  }
}

/** The address of a report has the rules by which it judges. */
function takeRules(query: string): void {
  const { targets } = parseOverviewQuery(query);
  overviewQuery.value = { ...overviewQuery.peek(), targets };
  takeStaleDays(query);
}

function origin(): Origin | undefined {
  const { position: at, list } = (history.state ?? {}) as Partial<Record<keyof Origin, unknown>>;
  return Number.isSafeInteger(at) && typeof list === 'string'
    ? { position: at as number, list }
    : undefined;
}

/** @param at the place of a node in the list */
export function go(hash: string, at?: number): void {
  if (hash === location.hash) return;
  const list = formatFleetQuery(fleetQuery.peek());
  history.pushState(at === undefined ? null : ({ position: at, list } satisfies Origin), '', hash);
  follow();
}

/** @param how `step` is undone by the way back */
export function changeFleetQuery(
  change: Partial<FleetQuery>,
  how: 'typed' | 'step' = 'typed',
): void {
  fleetQuery.value = { ...fleetQuery.value, ...change };
  const hash = fleetHash(formatFleetQuery(fleetQuery.value));
  if (how === 'step' && hash !== location.hash) history.pushState(null, '', hash);
  else replaceAddress(hash);
}

/** Opens what a row of a table stands for. The way back leads to the same row. */
export function openRow(hash: string, index: number): void {
  const from = location.hash;
  leftTables.set(from, { opened: hash, scrollY, index });
  history.pushState({ from }, '', hash);
  follow();
}

/** The row of this table that was opened last, if the page comes back from it. */
export function returnedRow(): { scrollY: number; index: number } | undefined {
  return returned;
}

/** Whether the page shows another address than at its start. */
export function hasMoved(): boolean {
  return moves > 0;
}

/** @param how `push` for a change that the way back undoes, `replace` while a person types */
export function changeTableQuery(change: Partial<TableQuery>, how: 'push' | 'replace'): void {
  const at = route.peek();
  if (at.page !== 'table') return;
  const query = { ...parseTableQuery(at.table, at.query), ...change };
  showHash(tableHash(at.table, formatTableQuery(at.table, query)), how);
}

function showHash(hash: string, how: 'push' | 'replace'): void {
  if (how === 'push') return go(hash);
  replaceAddress(hash);
  shown = location.hash;
  route.value = parseRoute(hash);
}

/** The address of a report by the rules of now. */
export function toReport(query = ''): string {
  const { targets } = overviewQuery.value;
  const rules = [
    formatFleetQuery({ ...DEFAULT_QUERY, staleDays: fleetQuery.value.staleDays }),
    formatOverviewQuery({ targets, attribute: undefined }),
  ];
  return reportHash([query, ...rules].filter(Boolean).join('&'));
}

/** @param how `push` for a change that the way back undoes, `replace` while a person types */
export function changeReportQuery(change: Partial<ReportQuery>, how: 'push' | 'replace'): void {
  const at = route.peek();
  if (at.page !== 'report') return;
  showHash(toReport(formatReportQuery({ ...parseReportQuery(at.query), ...change })), how);
}

/** The address of the table from which the page came, if it came from one. */
export function tableBefore(): string | undefined {
  const { from } = (history.state ?? {}) as { from?: unknown };
  return typeof from === 'string' && parseRoute(from).page === 'table' ? from : undefined;
}

export function showPatchQuery(query: PatchQuery): void {
  const at = route.peek();
  if (at.page === 'node') replaceAddress(nodeHash(at, formatPatchQuery(query)));
}

/** The address of the list with its last query. */
export function backToFleet(): string {
  return fleetHash(formatFleetQuery(fleetQuery.value));
}

/** The address of the overview with its last query. */
export function toOverview(): string {
  const stale = formatFleetQuery({ ...DEFAULT_QUERY, staleDays: fleetQuery.value.staleDays });
  const parts = [stale, formatOverviewQuery(overviewQuery.value)];
  return overviewHash(parts.filter(Boolean).join('&'));
}

export function changeOverviewQuery(change: Partial<OverviewQuery>): void {
  overviewQuery.value = { ...overviewQuery.value, ...change };
  replaceAddress(toOverview());
}

function replaceAddress(hash: string): void {
  try {
    history.replaceState(history.state, '', hash);
  } catch {
    // Safari allows 100 of these in 30 seconds. A later change updates the address again.
  }
}
