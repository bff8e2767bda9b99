import { randomOf } from './random.js';

const COMPLIANT_SHARE = 0.7;
const NEGLECTED_SHARE = 0.1;
const DAY = 24 * 60 * 60;

/**
 * The patches of a scanned node with their states, newest first. The counts and all lists of the
 * node come from here, so that they agree.
 * @typedef {{ patch: import('./catalog/advisory.js').CatalogPatch, state: string,
 *   installedAt?: number }[]} Layout `installedAt` only after the start of the fleet
 */

/**
 * The patches of a node as of its scan at the start of the fleet.
 * @param {import('./node.js').Node} node
 * @param {import('./catalog/advisory.js').Catalog} catalog
 * @param {{ seed: number, start: Date }} fleet
 * @returns {Layout}
 */
export function layoutOf(node, catalog, { seed, start }) {
  const random = randomOf('layout', seed, node.key);
  const scanAgeDays = (start.getTime() / 1000 - node.firstScannedAt) / DAY;
  const known = (patches) => patches.filter(({ ageDays }) => ageDays > scanAgeDays);
  const relevant = sample(known(catalog.patches), random.between(18, 110), random);
  const states = statesOf(relevant, node, random);
  return [
    ...withRejected(
      relevant.map((patch, at) => ({ patch, state: states[at] })),
      catalog,
    ),
    ...inState('InstalledOther', sample(known(catalog.others), random.between(2, 12), random)),
    ...inState('NotApplicable', sample(catalog.notApplicable, random.between(0, 28), random)),
  ];
}

/** The rejected patch of the catalog is `InstalledRejected`, and no other patch is. */
function withRejected(entries, { rejected }) {
  const isRejected = ({ state }) => state === 'InstalledRejected';
  const others = entries
    .filter(({ patch }) => patch !== rejected)
    .map((entry) => (isRejected(entry) ? { ...entry, state: 'Installed' } : entry));
  return entries.some(isRejected)
    ? [...others, { patch: rejected, state: 'InstalledRejected' }]
    : others;
}

function inState(state, patches) {
  return patches.map((patch) => ({ patch, state }));
}

/** About `size` items in their order, each with the same chance (Knuth's selection sampling). */
function sample(list, size, random) {
  let wanted = Math.min(size, list.length);
  return list.filter((_, at) => {
    const isTaken = random.chance(wanted / (list.length - at));
    if (isTaken) wanted -= 1;
    return isTaken;
  });
}

function statesOf(patches, node, random) {
  const states = patches.map(() => 'Installed');
  if (node.platform.endOfLife !== undefined) return states;
  if (!random.chance(COMPLIANT_SHARE)) addProblems(states, random);
  if (node.platform.type === 'Windows') addAvailableUpdates(states, patches, random);
  return states;
}

/** Most problems of a node are with its newest patches. */
function addProblems(states, random) {
  const problems = [
    ...repeat(
      'Missing',
      random.chance(NEGLECTED_SHARE) ? random.between(12, 30) : random.between(1, 8),
    ),
    ...repeat('Failed', random.chance(0.15) ? random.between(1, 2) : 0),
    ...repeat('InstalledPendingReboot', random.chance(0.15) ? random.between(1, 4) : 0),
    ...repeat('InstalledRejected', random.chance(0.06) ? 1 : 0),
  ];
  for (let at = 0; at < states.length && problems.length > 0; at += 1) {
    if (random.chance(0.6))
      states[at] = problems.splice(random.between(0, problems.length - 1), 1)[0];
  }
}

/** Security updates that the baseline has not approved yet. */
function addAvailableUpdates(states, patches, random) {
  if (!random.chance(0.3)) return;
  const isCandidate = (at) =>
    states[at] === 'Installed' && patches[at].classification === 'SecurityUpdates';
  const newest = [...states.keys()].filter(isCandidate).slice(0, random.between(1, 3));
  for (const at of newest) states[at] = 'AvailableSecurityUpdate';
}

function repeat(state, count) {
  return Array.from({ length: count }, () => state);
}
