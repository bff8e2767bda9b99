/** The fleet of the benchmarks as a file that the page can open, written once. */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/process.mjs';
import { load } from '../fleet/patchlens.mjs';

/**
 * @param {import('../fleet/data.mjs').FleetData} data
 * @returns {string} the path
 */
export function savedFleet(data) {
  const { nodes, patches, cves } = data.sizes;
  const folder = join(ROOT, 'target/bench', `fleet-${nodes}-${patches}-${cves}`);
  // Beside its pages, which go together with it when the generator changes.
  const path = join(folder, 'saved.fleet');
  if (existsSync(path)) return path;
  const { fleet, snapshot } = load(data);
  writeFileSync(`${path}.${process.pid}`, snapshot());
  renameSync(`${path}.${process.pid}`, path);
  fleet.free();
  return path;
}
