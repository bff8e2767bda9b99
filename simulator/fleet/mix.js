import { END_OF_LIFE_PLATFORMS } from './end-of-life.js';
import { randomOf } from './random.js';

const PLATFORM_SHARES = END_OF_LIFE_PLATFORMS.map((platform) => [platform, platform.share]);

/**
 * What a fleet has besides plain nodes.
 * @typedef {object} Mix
 * @property {number} endOfLife the share of nodes with a system that gets no patches any more
 * @property {number} associationOnly the share of nodes that only AWS-RunPatchBaselineAssociation
 *   scans: they have compliance items and no patch state
 * @property {number} approveAfterDays how long the baselines of `prod` wait before they approve a
 *   patch; those of `staging` wait half as long, those of `dev` not at all
 */

/** @type {Record<string, Mix>} */
export const MIXES = Object.freeze({
  plain: { endOfLife: 0, associationOnly: 0, approveAfterDays: 0 },
  realistic: { endOfLife: 0.03, associationOnly: 0.03, approveAfterDays: 7 },
});

/**
 * @param {string} [name]
 * @param {Partial<Mix>} [changes]
 * @returns {Mix}
 * @throws {TypeError} for an unknown name, or a share that is not one
 */
export function mixOf(name = 'plain', changes = {}) {
  if (!Object.hasOwn(MIXES, name)) throw new TypeError(`mix: ${unknownMix(name)}`);
  const preset = MIXES[name];
  const {
    endOfLife = preset.endOfLife,
    associationOnly = preset.associationOnly,
    approveAfterDays = preset.approveAfterDays,
  } = changes;
  requireShare('endOfLife', endOfLife);
  requireShare('associationOnly', associationOnly);
  requireDays(approveAfterDays);
  return { endOfLife, associationOnly, approveAfterDays };
}

/** @param {string} name */
export function unknownMix(name) {
  return `unknown mix "${name}"; known are ${Object.keys(MIXES).join(', ')}`;
}

/** @param {string} name @param {number} value @throws {TypeError} */
export function requireShare(name, value) {
  if (typeof value === 'number' && value >= 0 && value <= 1) return;
  throw new TypeError(`${name}: expected a share from 0 to 1, got ${String(value)}`);
}

/** The most days that a baseline can wait are those of the service. */
function requireDays(value) {
  if (Number.isInteger(value) && value >= 0 && value <= 360) return;
  throw new TypeError(`approveAfterDays: expected a whole number from 0 to 360, got ${value}`);
}

/**
 * What the mix makes of a node, by choices of its own, so that all else about the node stays.
 * @param {{ seed: number, mix: Mix }} fleet
 * @param {number | string} key the key of the node
 * @returns {{ platform?: import('./platforms.js').Platform, isAssociationOnly: boolean }}
 */
export function mixedNode({ seed, mix }, key) {
  const random = randomOf('mix', seed, key);
  const isEndOfLife = random.chance(mix.endOfLife);
  const platform = random.weighted(PLATFORM_SHARES);
  return {
    platform: isEndOfLife ? platform : undefined,
    isAssociationOnly: random.chance(mix.associationOnly),
  };
}
