/** What the tests of the trend and of saved fleets share. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanFleet } from '../../dist/fleet.js';
import { PatchClient } from '../../dist/index.js';
import { withPast } from '../../scripts/sample-fleet.mjs';
import { sampleHistory } from '../../scripts/sample-history.mjs';
import { fleetLoaded, KEYS, openRig, textSettled } from './rig.js';

export const TREND = '#/trend';

/** A rig whose fleet has days behind it, and a history folder with a snapshot of each. */
export async function openHistoryRig({ nodes, days, now }) {
  const { fleet } = withPast({ fleet: { nodes, seed: 1 } }, days, now);
  const files = await sampleHistory({ options: { fleet }, days, now });
  /** What the site serves; a test may change it. */
  const history = new Map(files);
  const rig = await openRig({ nodes, fleet, history, now });
  return Object.assign(rig, { files, history, index: JSON.parse(textOf(files.get('index.json'))) });
}

const textOf = (bytes) => new TextDecoder().decode(bytes);

/** Serves an index with these snapshots in it. */
export function serveIndex(rig, snapshots, members = { sample: true }) {
  const index = { format: 'patchlens-history/1', ...members, snapshots };
  rig.history.set('index.json', JSON.stringify(index));
}

/** Scans the fleet of a rig as the page does. */
export function scan({ endpoint }, options) {
  const client = new PatchClient({ region: 'us-east-1', endpoint, credentials: KEYS });
  return scanFleet({ id: 'us-east-1', client }, options);
}

/** Files for the time of a call. */
export async function withFiles(files, use) {
  const folder = await mkdtemp(join(tmpdir(), 'patchlens-fleet-'));
  try {
    const paths = Object.entries(files).map(([name, bytes]) => {
      const path = join(folder, name);
      return writeFile(path, bytes).then(() => path);
    });
    return await use(await Promise.all(paths));
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const region = (page, name) => page.getByRole('region', { name, exact: true });

/** The cells of the table under a chart, by rows. */
export async function numbersOf(page, name) {
  const chart = region(page, name);
  await chart.getByText('Numbers', { exact: true }).click();
  return chart
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText)));
}

/** Waits until all snapshots are read and the fleet is the last point. */
export async function trendRead(page) {
  await fleetLoaded(page);
  await page.locator('.panel-progress').waitFor({ state: 'detached' });
  // The reading of the snapshots begins a moment after that of the fleet has ended.
  await textSettled(page);
  await page.locator('.panel-progress').waitFor({ state: 'detached' });
}
