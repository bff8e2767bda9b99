import { randomOf } from './random.js';

const DAY = 24 * 60 * 60;
const YEAR_ONE = -62135596800;
const HAS_INSTALL_TIME = new Set([
  'Installed',
  'InstalledOther',
  'InstalledPendingReboot',
  'InstalledRejected',
]);
/** The states for which the service names CVEs. */
const HAS_CVES = new Set(['Missing', 'Failed']);

/**
 * A patch on a node. `installedAt` is epoch seconds; the service writes "never" as 0, as the year 1,
 * or not at all.
 * @typedef {object} NodePatch
 * @property {string} title
 * @property {string} kbId
 * @property {string} classification
 * @property {string} severity
 * @property {string} state
 * @property {number} [installedAt]
 * @property {string} [cveIds]
 */

/**
 * @param {import('./node.js').Node} node
 * @param {import('./layout.js').Layout} layout
 * @param {{ seed: number, start: Date }} fleet
 * @returns {NodePatch[]}
 */
export function patchesOf(node, layout, { seed, start }) {
  const random = randomOf('patches', seed, node.key);
  const never = neverOf(node, random);
  const window = { length: random.between(7, 35) * DAY, offset: random.between(0, 7 * DAY) };
  return layout.map(({ patch, state, ...known }) => {
    const { title, kbId, classification, severity, cveIds } = patch;
    const releasedAt = start.getTime() / 1000 - patch.ageDays * DAY;
    const jitter = random.between(0, 3600);
    const installedAt = known.installedAt ?? installTime(releasedAt, { node, window, jitter });
    return {
      title: state === 'InstalledOther' && node.platform.type === 'Windows' ? '' : title,
      kbId,
      classification,
      severity,
      state,
      installedAt: isInstalled({ state }) && hasInstallTimes(node) ? installedAt : never,
      cveIds: HAS_CVES.has(state) && cveIds !== '' ? cveIds : undefined,
    };
  });
}

/** Whether a patch in a layout has an install time. @param {{ state: string }} entry */
export function isInstalled({ state }) {
  return HAS_INSTALL_TIME.has(state);
}

/** The agent reads no install times on Ubuntu 20.04. */
function hasInstallTimes({ platform }) {
  return platform.id !== 'ubuntu-20.04';
}

function neverOf(node, random) {
  if (!hasInstallTimes(node)) return undefined;
  return node.platform.type === 'Windows' && random.chance(0.6) ? YEAR_ONE : 0;
}

/** In the first maintenance window of the node after the release, but before its latest scan. */
function installTime(releasedAt, { node, window, jitter }) {
  const opensAt =
    Math.ceil((releasedAt - window.offset) / window.length) * window.length + window.offset;
  const latest = Math.max(releasedAt, node.firstScannedAt - 2 * 3600);
  const time = Math.round(Math.min(opensAt + jitter, latest) * 1000) / 1000;
  return node.platform.type === 'Windows' ? Math.floor(time / DAY) * DAY : time;
}
