/** The page's address, and the place and query that it stands for. */
import { batch, computed, signal } from '@preact/signals';
import { PatchlensError } from 'patchlens';
import { readContext, withContext, type AddressContext } from './model/address-context';
import {
  formatFleetQuery,
  isFiltering,
  nodesQuery,
  parseFleetQuery,
  type FleetQuery,
} from './model/fleet-query';
import { textOf } from './model/filter-text';
import {
  formatOverviewQuery,
  isSameTargets,
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
  type Route,
  type TableName,
} from './model/route';
import { formatScopes } from './model/scope';
import {
  formatTableQuery,
  parseTableQuery,
  type TableQuery,
} from './model/table-query';
import { session } from './session';

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
takeRules();
/** What every address of the page says beside its own view. */
const context = computed<AddressContext>(() => ({
  scopes: session.value?.kind === 'own' ? session.value.scopes : [],
  server: session.value?.kind === 'server' ? session.value.endpoint : undefined,
  staleDays: fleetQuery.value.staleDays,
  targets: overviewQuery.value.targets,
}));
/** The place of the open node in the list from which it was opened. */
export const position = signal(origin()?.position);
/** The scroll position of the fleet, and the place of the node that was opened from it. */
export const leftFleet: { scrollY: number; position: number | undefined } = {
  scrollY: 0,
  position: undefined,
};
/** The tables from which rows were opened, by their addresses. */
const leftTables = new Map<string, LeftTable>();
/** How the tables were left: their own part of the address. */
const leftQueries = new Map<TableName, string>();
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
  if (next.page === 'table' || next.page === 'overview' || next.page === 'trend') {
    Object.assign(leftFleet, { scrollY: 0, position: undefined });
  }
  const from = route.peek();
  if (from.page === 'table') leftQueries.set(from.table, ownQuery(from.table, from.query));
  const left = leftTables.get(location.hash);
  returned = left?.opened === shown ? left : undefined;
  shown = location.hash;
  moves += 1;
  batch(() => {
    if (next.page === 'fleet') fleetQuery.value = parseFleetQuery(next.query);
    if (next.page === 'overview') overviewQuery.value = parseOverviewQuery(next.query);
    position.value = opened;
    route.value = next;
    takeRules();
  });
}

/** Every view is judged by the rules in its address. The form has none. */
function takeRules(): void {
  const at = route.peek();
  if (at.page === 'connect') return;
  const { staleDays, targets } = readContext(at.query);
  const [fleet, overview] = [fleetQuery.peek(), overviewQuery.peek()];
  if (staleDays !== fleet.staleDays) fleetQuery.value = { ...fleet, staleDays };
  // An equal value would ask every question again.
  if (!isSameTargets(targets, overview.targets)) overviewQuery.value = { ...overview, targets };
}

/** The address with the scopes and the rules in force, for every link of the page. */
export function carried(hash: string): string {
  return withContext(hash, context.value);
}

/** Names the connected scopes in an address that means them all, in one spelling. */
export function nameScopes(): void {
  const { value: at } = route;
  const { scopes, server } = context.value;
  if (at.page === 'connect') return;
  const { scopes: asked, server: askedServer } = readContext(at.query);
  if (server && asked.length === 0 && !askedServer) return replaceRoute(location.hash || fleetHash());
  if (scopes.length === 0 || askedServer) return;
  const meansAll = asked.length === 0 || formatScopes(asked) === formatScopes(scopes);
  if (meansAll) replaceRoute(location.hash || fleetHash());
}

function origin(): Origin | undefined {
  const { position: at, list } = (history.state ?? {}) as Partial<Record<keyof Origin, unknown>>;
  return Number.isSafeInteger(at) && typeof list === 'string'
    ? { position: at as number, list }
    : undefined;
}

/** @param at the place of a node in the list */
export function go(to: string, at?: number): void {
  const hash = carried(to);
  if (hash === location.hash) return;
  const list = formatFleetQuery(fleetQuery.peek());
  history.pushState(at === undefined ? null : ({ position: at, list } satisfies Origin), '', hash);
  follow();
}

/** @param how `step` is undone by the way back, `typed` is a part of a step */
export function changeFleetQuery(
  change: Partial<FleetQuery>,
  how: 'typed' | 'step' = 'step',
): void {
  fleetQuery.value = { ...fleetQuery.value, ...change };
  const hash = carried(fleetHash(formatFleetQuery(fleetQuery.value)));
  if (how === 'step' && hash !== location.hash) history.pushState(null, '', hash);
  else replaceAddress(hash);
}

/** Opens what a row of a table stands for. The way back leads to the same row. */
export function openRow(to: string, index: number): void {
  const [hash, from] = [carried(to), location.hash];
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
  replaceRoute(hash);
}

/** @param how `push` for a change that the way back undoes, `replace` while a person types */
export function changeReportQuery(change: Partial<ReportQuery>, how: 'push' | 'replace'): void {
  const at = route.peek();
  if (at.page !== 'report') return;
  const query = { ...parseReportQuery(at.query), ...change };
  showHash(reportHash(formatReportQuery(query)), how);
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
  return carried(fleetHash(formatFleetQuery(fleetQuery.value)));
}

/** The address of a table as it was left; of the table that is shown, without a filter. */
export function backToTable(table: TableName): string {
  const { value: at } = route;
  const isShown = at.page === 'table' && at.table === table;
  return carried(tableHash(table, isShown ? '' : leftQueries.get(table)));
}

/** The address of the report, of what the nodes or findings that are shown are filtered by. */
export function toReport(): string {
  const filter = filterInSight(route.value);
  return carried(reportHash(formatReportQuery({ ...parseReportQuery(''), filter })));
}

function filterInSight(at: Route): string {
  if (at.page === 'fleet') return textOfNodes(fleetQuery.value);
  // Some properties of patches and CVEs mean something else on nodes.
  return at.page === 'table' && at.table === 'findings'
    ? parseTableQuery(at.table, at.query).filter
    : '';
}

function textOfNodes(query: FleetQuery): string {
  if (!isFiltering(query)) return '';
  try {
    return textOf(nodesQuery(query).filter ?? { tokens: [] });
  } catch (error) {
    // The page says why it has no fleet, and then there is nothing to report on.
    if (error instanceof PatchlensError && error.code === 'wasm') return '';
    throw error;
  }
}

/** Without what every address has, and without the place in the table. */
function ownQuery(table: TableName, query: string): string {
  return formatTableQuery(table, { ...parseTableQuery(table, query), start: 0 });
}

/** The address of the overview with its last query. */
export function toOverview(): string {
  return carried(overviewHash(formatOverviewQuery(overviewQuery.value)));
}

export function changeOverviewQuery(change: Partial<OverviewQuery>): void {
  overviewQuery.value = { ...overviewQuery.value, ...change };
  replaceAddress(toOverview());
}

function replaceRoute(to: string): void {
  replaceAddress(to);
  shown = location.hash;
  const next = parseRoute(carried(to));
  if (JSON.stringify(next) !== JSON.stringify(route.peek())) route.value = next;
}

function replaceAddress(to: string): void {
  const hash = carried(to);
  if (hash === location.hash) return;
  try {
    history.replaceState(history.state, '', hash);
  } catch {
    // Safari allows 100 of these in 30 seconds. A later change updates the address again.
  }
}
