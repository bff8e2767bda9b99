/** The loaded fleet as the views need it, computed once for each change. */
import { computed } from '@preact/signals';
import { now } from './clock';
import { selectNodes } from './model/fleet-query';
import { nodeRow, type NodeRow } from './model/node';
import { compareText } from './model/sort';
import { compliantWithUpdates, fleetTotals, sharesBy } from './model/summary';
import { fleetQuery } from './navigation';
import { session } from './session';

const DAY_MS = 86_400_000;

const staleAfterMs = computed(() => fleetQuery.value.staleDays * DAY_MS);

export const nodeRows = computed<NodeRow[]>(() => {
  const task = session.value?.fleet;
  if (!task) return [];
  // Subscribes to changes of the nodes, which are no signal themselves.
  void task.version.value;
  const options = { now: now.value, staleAfterMs: staleAfterMs.value };
  return [...task.load.nodes.values()].map((node) => nodeRow(node, options));
});

export const totals = computed(() => fleetTotals(nodeRows.value));
export const nodesWithUpdates = computed(() => compliantWithUpdates(nodeRows.value));
export const platforms = computed(() => sharesBy(nodeRows.value, 'platform'));
export const groups = computed(() => sharesBy(nodeRows.value, 'group'));
export const platformNames = computed(() =>
  platforms.value.map(({ key }) => key).sort(compareText),
);
export const groupNames = computed(() => groups.value.map(({ key }) => key).sort(compareText));

/** The rows that match the query, in its order. */
export const selectedRows = computed(() => selectNodes(nodeRows.value, fleetQuery.value));

export function groupLabel(group: string): string {
  return group || 'None reported';
}
