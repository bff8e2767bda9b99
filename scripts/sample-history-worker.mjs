/**
 * Scans the sample fleet on each of its past days, in a thread of its own. The clock of the thread is
 * set to that day, because a scan notes when it read what; and it runs fast, because a scan paces its
 * requests for a service that throttles.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { scanFleet } from '../dist/fleet.js';
import { fromAssumeRole, PatchClient } from '../dist/index.js';
import { createSimulator, SAMPLE_CREDENTIALS } from '../simulator/index.js';
import { ofEachFleet } from './sample-fleet.mjs';

const DAY_MS = 86_400_000;
const SPEED = 20;
const { options, days, present } = workerData;

/** When the day is that is being read. */
let clock = present;
Date.now = () => clock;
const realNow = performance.now.bind(performance);
performance.now = () => realNow() * SPEED;
const realTimeout = globalThis.setTimeout;
globalThis.setTimeout = (call, ms, ...rest) => realTimeout(call, ms / SPEED, ...rest);

/** The simulator as it was so many days ago, without limits to its rate. */
function simulatorOf(daysAgo) {
  const past = ofEachFleet(options, (fleet) => ({ ...fleet, day: fleet.day - daysAgo }));
  const scopes = past.scopes?.map(({ requestsPerSecond: _, ...scope }) => scope);
  return createSimulator({ ...past, ...(scopes && { scopes }), requestsPerSecond: undefined });
}

/** Named as the page names the scopes of its sample. */
function scopeOf({ account, region, role }, { handle }) {
  const [source] = SAMPLE_CREDENTIALS;
  const sts = { roleArn: role, region, source, fetch: handle };
  const credentials = account === undefined ? source : fromAssumeRole(sts);
  const client = new PatchClient({ region, credentials, fetch: handle });
  if (account === undefined) return { id: region, client };
  return { id: `${account}/${region}`, account, client };
}

/** Starts from the snapshot of the day before, so that the ages of open patches go on. */
async function snapshotOf(daysAgo, previous) {
  clock = present - daysAgo * DAY_MS;
  const simulator = simulatorOf(daysAgo);
  const scopes = simulator.scopes.map((scope) => scopeOf(scope, simulator));
  const fleet = await scanFleet(scopes, { previous });
  const { complete, scannedAt } = fleet;
  const bytes = fleet.snapshot();
  fleet.free();
  return { bytes, complete, scannedAt: scannedAt.toISOString(), scopes: scopes.map(({ id }) => id) };
}

/** As many days as every fleet has behind it. */
function daysBehind() {
  const fleets = options.scopes?.map(({ fleet }) => fleet) ?? [options.fleet];
  return Math.min(days, ...fleets.map(({ day = 0 }) => day));
}

async function allFiles() {
  const files = new Map();
  const snapshots = [];
  let previous;
  for (let daysAgo = daysBehind(); daysAgo > 0; daysAgo -= 1) {
    const { bytes, ...about } = await snapshotOf(daysAgo, previous);
    const file = `${about.scannedAt.slice(0, 10)}.fleet`;
    files.set(file, bytes);
    snapshots.push({ file, ...about, bytes: bytes.length });
    previous = bytes;
  }
  const index = { format: 'patchlens-history/1', sample: true, snapshots };
  files.set('index.json', new TextEncoder().encode(`${JSON.stringify(index, undefined, 2)}\n`));
  return files;
}

parentPort.postMessage(await allFiles());
