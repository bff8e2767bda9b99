/** The questions of the fleet's view, asked again whenever the fleet or the query changes. */
import { computed, effect } from '@preact/signals';
import type { FleetSource, NodeRow, Query, Token } from 'patchlens/fleet';
import { answer } from './answer';
import { now } from './clock';
import type { LoadedFleet } from './load/reader';
import type { Task } from './load/task';
import { fileColumns } from './model/columns';
import { nodesQuery } from './model/fleet-query';
import type { Route } from './model/route';
import { fleetQuery, overviewQuery, route } from './navigation';
import { nextTask } from './next-task';
import { ownFiles } from './own-files';
import { session } from './session';
import { WindowRows, type AskRows } from './window-rows';

const DAY_MS = 86_400_000;
/** Platforms and patch groups that the page lists. */
const MOST_GROUPS = 500;

// What does not change what is asked, such as other columns or a letter in a filter, must not ask every
// question again.
const staleDays = computed(() => fleetQuery.value.staleDays);
const targets = computed(() => overviewQuery.value.targets);
/** By which the page judges. */
export const rules = computed(() => ({
  staleAfterMs: staleDays.value * DAY_MS,
  targets: targets.value,
}));
const queryText = computed(() => JSON.stringify(nodesQuery(fleetQuery.value)));
const query = computed(() => JSON.parse(queryText.value) as Query);

/** The source, for a question that is asked again when its answer may have changed. */
export function currentSource(): FleetSource | undefined {
  const task = session.value?.fleet;
  if (!task) return undefined;
  // What is read, and what is old by now, are no signals themselves.
  void task.version.value;
  // A server is asked again by a person, and not by the clock.
  if (session.value?.kind !== 'server') void now.value;
  return judgedSource(task);
}

/** The views that show nothing of the list of nodes, and from which it is shown from its beginning. */
const VIEWS_BESIDE_NODES: Route['page'][] = ['table', 'overview', 'trend'];
/** While a fleet is read, these views do not ask what only the nodes' view shows. */
const asksNodes = computed(
  () =>
    !VIEWS_BESIDE_NODES.includes(route.value.page) ||
    session.value?.fleet.phase.value !== 'loading',
);

function nodesSource(): FleetSource | undefined {
  return asksNodes.value ? currentSource() : undefined;
}

/**
 * An answer that a view shows in a task of its own while the fleet is read: a refresh asks some twenty
 * questions, and to ask and to show in one task would make a page wait that is scrolled or typed into.
 */
export async function inOwnTask<T>(answered: Promise<T>): Promise<T> {
  const found = await answered;
  if (session.peek()?.fleet.phase.peek() === 'loading') await nextTask();
  return found;
}

/** The source of what was read, judging by the rules of now. */
export function judgedSource({ load }: Task<LoadedFleet>): FleetSource | undefined {
  load.judge(rules.value);
  load.bring(ownFiles.value);
  return load.source;
}

export const description = answer(() => currentSource()?.describe());
/** As of when the page judges: a saved fleet is judged as of its own time. */
export const judgedAt = computed(() => {
  const isSaved = session.value?.kind === 'file';
  return (isSaved && description.value.value?.scannedAt?.getTime()) || now.value;
});
export const summary = answer(() => currentSource()?.summary());
export const platforms = answer(() => shares('platform'));
export const groups = answer(() => shares('patchGroup'));
/** Non-compliant nodes whose last scan is stale too. */
export const staleNonCompliant = answer(() =>
  countOf(is('verdict', 'non-compliant'), is('stale', 'true')),
);
/** Compliant nodes with security updates that are not approved. */
export const compliantWithUpdates = answer(() =>
  countOf(is('verdict', 'compliant'), {
    property: 'availableSecurityUpdates',
    operator: '>',
    value: '0',
  }),
);

/** The nodes that the query means, in its order. */
export const nodes = new WindowRows<NodeRow>();
effect(() => {
  const asked = query.value;
  nodes.ask(nodesSource() && pagesOf(asked), asked);
});

function pagesOf(asked: Query): AskRows<NodeRow> {
  const task = session.peek()?.fleet;
  // The source of then: a scan that goes on has another one.
  return async (page) => task?.load.source?.nodes({ ...asked, ...page }) ?? NO_ROWS;
}

const NO_ROWS = { total: 0, undecided: 0, rows: [] };

function shares(property: string) {
  return nodesSource()?.groups('nodes', property, { limit: MOST_GROUPS });
}

function countOf(...tokens: Token[]): Promise<number> | undefined {
  const counted = nodesSource()?.nodes({ filter: { tokens }, limit: 0 });
  return counted?.then(({ total }) => total);
}

function is(property: string, value: string): Token {
  return { property, operator: '=', value };
}

/** Whether something of the fleet was not read. */
export function isPartial(): boolean {
  const isRead = session.value?.fleet.phase.value === 'done';
  return !isRead || description.value.value?.complete === false;
}

/** The file of the nodes that the query means. */
export function nodesCsv(): Iterable<string> {
  const columns = fileColumns('nodes', fleetQuery.value.columns);
  return session.value?.fleet.load.csv('nodes', query.value, columns) ?? [];
}

export function groupLabel(group: string): string {
  return group || 'None reported';
}

export function platformLabel(platform: string): string {
  return platform.replace(/^Microsoft\s+/, '') || 'Unknown';
}
