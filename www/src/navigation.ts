/** The page's address and what it asks for, kept in step both ways. */
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
/** Kept while a node is looked at, so that the way back leads to the same list. */
export const fleetQuery = signal<FleetQuery>(
  route.value.page === 'fleet' ? parseFleetQuery(route.value.query) : DEFAULT_QUERY,
);
/** How far the fleet was scrolled, and the node that was opened from it. */
export const leftFleet = { scrollY: 0, nodeId: '' };

export function listenToAddress(): void {
  history.scrollRestoration = 'manual';
  addEventListener('hashchange', follow);
}

/** Runs before the page shows the new place, so the scroll position is still the old one's. */
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

/** The way back to the list as it was left. */
export function backToFleet(): string {
  return fleetHash(formatFleetQuery(fleetQuery.value));
}

function replaceAddress(hash: string): void {
  try {
    history.replaceState(history.state, '', hash);
  } catch {
    // Safari refuses more than 100 of these in 30 seconds; the next change brings it up to date.
  }
}
