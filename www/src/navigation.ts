/** The page's address, and the place and query that it stands for. */
import { signal } from '@preact/signals';
import {
  DEFAULT_QUERY,
  formatFleetQuery,
  parseFleetQuery,
  type FleetQuery,
} from './model/fleet-query';
import { formatPatchQuery, type PatchQuery } from './model/patch-query';
import { fleetHash, nodeHash, parseRoute } from './model/route';

export const route = signal(parseRoute(location.hash));
/** Stays while a node is open, so that the way back leads to the same list. */
export const fleetQuery = signal<FleetQuery>(
  route.value.page === 'fleet' ? parseFleetQuery(route.value.query) : DEFAULT_QUERY,
);
/** The scroll position of the fleet, and the node that was opened from it. */
export const leftFleet = { scrollY: 0, nodeId: '' };

export function listenToAddress(): void {
  history.scrollRestoration = 'manual';
  addEventListener('hashchange', follow);
}

/** Runs before the page shows the new place, so `scrollY` is still that of the old one. */
function follow(): void {
  const next = parseRoute(location.hash);
  if (route.value.page === 'fleet' && next.page === 'node') {
    Object.assign(leftFleet, { scrollY, nodeId: next.id });
  }
  if (next.page === 'fleet') fleetQuery.value = parseFleetQuery(next.query);
  route.value = next;
}

export function go(hash: string): void {
  location.hash = hash;
}

export function changeFleetQuery(change: Partial<FleetQuery>): void {
  fleetQuery.value = { ...fleetQuery.value, ...change };
  replaceAddress(fleetHash(formatFleetQuery(fleetQuery.value)));
}

export function showPatchQuery(id: string, query: PatchQuery): void {
  replaceAddress(nodeHash(id, formatPatchQuery(query)));
}

/** The address of the list with its last query. */
export function backToFleet(): string {
  return fleetHash(formatFleetQuery(fleetQuery.value));
}

function replaceAddress(hash: string): void {
  try {
    history.replaceState(history.state, '', hash);
  } catch {
    // Safari allows 100 of these in 30 seconds. A later change updates the address again.
  }
}
