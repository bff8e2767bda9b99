/**
 * The verdict on a node. A node is compliant only if the service reports the counts that matter, all
 * of them 0, by a scan that is recent enough.
 */

/** Any of these above 0 makes a node non-compliant. */
const STATES = ['MissingCount', 'FailedCount', 'InstalledPendingRebootCount', 'InstalledRejectedCount'];
const LEVELS = [
  'CriticalNonCompliantCount',
  'SecurityNonCompliantCount',
  'OtherNonCompliantCount',
];
const STALE_MS = 7 * 86_400_000;

/** In the order in which they deserve attention. */
export const VERDICTS = ['non-compliant', 'unreported', 'stale', 'compliant'];

/**
 * @param {import('patchlens').InstancePatchState | undefined} state
 * @param {number} now
 */
export function verdictOf(state, now) {
  if (!state) return 'unreported';
  if (openPatches(state) > 0) return 'non-compliant';
  // A service that reports no level at all is an older one.
  const levels = LEVELS.some((name) => (state[name] ?? undefined) !== undefined) ? LEVELS : [];
  if ([...STATES, ...levels].some((name) => count(state[name]) === undefined)) return 'unreported';
  return Math.abs(now - state.OperationEndTime) <= STALE_MS ? 'compliant' : 'stale';
}

/**
 * How many patches make the node non-compliant. The levels usually count the same patches again, and
 * sometimes more.
 *
 * @param {import('patchlens').InstancePatchState | undefined} state
 */
export function openPatches(state) {
  const total = (names) => names.reduce((sum, name) => sum + (count(state?.[name]) ?? 0), 0);
  return Math.max(total(STATES), total(LEVELS));
}

/**
 * A count as a number; `undefined` if it is absent or -1, which is not 0.
 *
 * @param {unknown} value
 */
export function count(value) {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 0 ? number : undefined;
}
