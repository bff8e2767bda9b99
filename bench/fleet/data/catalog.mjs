/** The patches of every platform, with their CVEs, and how often nodes lack each. */
import { PLATFORMS } from './platforms.mjs';

/** The moment of the scan: 2026-11-15, in seconds. */
export const NOW = 1_794_700_800;
export const DAY = 86_400;
/** The account and Region of all nodes. */
export const SCOPE = '111122223333/eu-central-1';

const YEARS = [
  [2026, 55],
  [2025, 30],
  [2024, 10],
  [2023, 5],
];
/** How many CVEs a security patch fixes. */
const CVE_COUNTS = [
  [0, 6],
  [1, 44],
  [2, 22],
  [3, 12],
  [4, 6],
  [6, 5],
  [9, 3],
  [15, 1.5],
  [40, 0.25],
];
const ZIPF = 0.95;

/**
 * @typedef {import('./platforms.mjs').Titled & { cves: string[], ageDays: number }} Patch
 *
 * @typedef {object} PlatformPatches
 * @property {import('./platforms.mjs').Platform} platform
 * @property {Patch[]} patches the newest first
 * @property {number[]} byPopularity indexes of patches: the newer, the more nodes lack it
 * @property {Float64Array} cumulated weights of `byPopularity`
 */

/**
 * @param {import('./random.mjs').Random} random
 * @param {{ patches: number, cves: number }} sizes
 * @returns {PlatformPatches[]} one for each of {@link PLATFORMS}
 */
export function catalog(random, sizes) {
  const titles = new Set();
  const platforms = PLATFORMS.map((platform) => {
    const count = Math.max(60, Math.round((sizes.patches * platform.patches) / 100));
    const patches = Array.from({ length: count }, () => newPatch(random, platform, titles));
    patches.sort((a, b) => a.ageDays - b.ageDays);
    return { platform, patches, ...popularity(random, count) };
  });
  nameCves(
    random,
    platforms.flatMap((it) => it.patches),
    cveIds(random, sizes.cves),
  );
  return platforms;
}

/** @returns {number} the index of a patch, the popular ones more often */
export function drawPatch(random, { byPopularity, cumulated }) {
  const wanted = random.next() * cumulated.at(-1);
  let [low, high] = [0, cumulated.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulated[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return byPopularity[low];
}

function newPatch(random, platform, titles) {
  for (;;) {
    const ageDays = Math.floor(2 + 720 * random.next() ** 1.6);
    const month = new Date((NOW - ageDays * DAY) * 1000).toISOString().slice(0, 7);
    const patch = platform.patch(random, month);
    if (titles.has(patch.title)) continue;
    titles.add(patch.title);
    return { ...patch, cves: [], ageDays };
  }
}

function popularity(random, count) {
  const order = Array.from({ length: count }, (_, i) => [i, i + 400 * random.next()]);
  const byPopularity = order.sort((a, b) => a[1] - b[1]).map(([i]) => i);
  const cumulated = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i += 1) cumulated[i] = sum += 1 / (i + 3) ** ZIPF;
  return { byPopularity, cumulated };
}

function cveIds(random, count) {
  const ids = new Set();
  while (ids.size < count) {
    const number = random.next() < 0.15 ? random.int(1000, 9999) : random.int(10_000, 62_000);
    ids.add(`CVE-${random.weighted(YEARS)}-${number}`);
  }
  return [...ids];
}

// Some CVEs are in many patches. Every one is in at least one.
function nameCves(random, patches, ids) {
  const security = patches.filter((it) => it.classification.startsWith('Security'));
  for (const patch of security) {
    const cves = new Set();
    const count = random.weighted(CVE_COUNTS);
    while (cves.size < Math.min(count, ids.length)) {
      cves.add(ids[Math.floor(ids.length * random.next() ** 1.5)]);
    }
    patch.cves = [...cves];
  }
  const named = new Set(security.flatMap((it) => it.cves));
  for (const id of ids) if (!named.has(id)) random.pick(security).cves.push(id);
}
