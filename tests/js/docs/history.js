/** The history of a scope: its snapshots of several days, each scanned with the one before. */
import { PatchClient } from 'patchlens';
import { scanFleet } from 'patchlens/fleet';
import { NOW, setClock } from './clock.js';
import { credentials, DAYS, region, simulatorOn } from './world.js';

const DAY_MS = 24 * 60 * 60 * 1000;
export const SCOPE_ID = `123456789012/${region}`;

/** Snapshots by day: of the first one, of yesterday, of today. */
export const SNAPSHOTS = {};

let previous;
for (const day of [0, DAYS - 1, DAYS]) {
  setClock(NOW - (DAYS - day) * DAY_MS);
  const { handle } = simulatorOn(day);
  const client = new PatchClient({ region, credentials, fetch: (request) => handle(request) });
  const fleet = await scanFleet({ id: SCOPE_ID, client, label: 'production' }, { previous });
  previous = fleet.snapshot();
  SNAPSHOTS[day] = previous;
  fleet.free();
}
setClock(NOW);
