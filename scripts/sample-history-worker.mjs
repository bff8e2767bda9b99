/**
 * Scans the sample fleet on each of its past days, in a thread of its own. The clock of the thread is
 * set to that day, because a scan notes when it read what; and it runs fast, because a scan paces its
 * requests for a service that throttles.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { scanFleet } from '../dist/fleet.js';
import { PatchClient } from '../dist/index.js';
import { createSimulator, SAMPLE_CREDENTIALS } from '../simulator/index.js';

const DAY_MS = 86_400_000;
const SPEED = 20;
const { nodes, seed, days, start, region, scopeId } = workerData;

/** When the day is that is being read. */
let clock = start;
Date.now = () => clock;
const realNow = performance.now.bind(performance);
performance.now = () => realNow() * SPEED;
const realTimeout = globalThis.setTimeout;
globalThis.setTimeout = (call, ms, ...rest) => realTimeout(call, ms / SPEED, ...rest);

/** Starts from the snapshot of the day before, so that the ages of open patches go on. */
async function snapshotOf(day, previous) {
  clock = start + day * DAY_MS;
  const simulator = createSimulator({ region, fleet: { nodes, seed, start, day } });
  const client = new PatchClient({
    region,
    credentials: SAMPLE_CREDENTIALS[0],
    fetch: simulator.handle,
  });
  const fleet = await scanFleet({ id: scopeId, client }, { previous });
  const { complete, scannedAt } = fleet;
  const bytes = fleet.snapshot();
  fleet.free();
  return { bytes, complete, scannedAt: scannedAt.toISOString() };
}

async function allFiles() {
  const files = new Map();
  const snapshots = [];
  let previous;
  for (let day = 0; day < days; day += 1) {
    const { bytes, complete, scannedAt } = await snapshotOf(day, previous);
    const file = `${scannedAt.slice(0, 10)}.fleet`;
    files.set(file, bytes);
    snapshots.push({ file, scannedAt, scopes: [scopeId], complete, bytes: bytes.length });
    previous = bytes;
  }
  const index = { format: 'patchlens-history/1', sample: true, snapshots };
  files.set('index.json', new TextEncoder().encode(`${JSON.stringify(index, undefined, 2)}\n`));
  return files;
}

parentPort.postMessage(await allFiles());
