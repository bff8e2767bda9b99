import { randomOf } from './random.js';

const HYBRID_SHARE = 0.08;

/**
 * The id alone, which is enough to find a node of a large fleet.
 * @param {{ seed: number, size: number, stopped: number }} fleet
 * @param {number} index
 */
export function nodeIdOf(fleet, index) {
  const random = randomOf('id', fleet.seed, keyOf(fleet, index));
  const isHybrid = random.chance(HYBRID_SHARE) && !isStopped(fleet, index);
  return `${isHybrid ? 'mi' : 'i'}-0${random.hex(16)}`;
}

/**
 * What all random choices for a node depend on, with the seed: the same in fleets of any size.
 * @param {{ size: number, stopped: number }} fleet
 * @param {number} index
 */
export function keyOf({ size, stopped }, index) {
  if (index < size) return index;
  return index < size + stopped ? `stopped ${index - size}` : `arrived ${index - size - stopped}`;
}

/** The stopped nodes come between those of the start and those that arrived later. */
export function isStopped({ size, stopped }, index) {
  return index >= size && index < size + stopped;
}

/** The number in the name of a node: four digits, for stopped nodes three. */
export function numberOf({ size, stopped }, index) {
  if (isStopped({ size, stopped }, index)) return String(index - size + 1).padStart(3, '0');
  const number = index < size ? index + 1 : index - stopped + 1;
  return String(number).padStart(4, '0');
}
