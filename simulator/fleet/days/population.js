import { keyOf } from '../node-identity.js';
import { randomOf } from '../random.js';

/**
 * Who is in a fleet on its day: some nodes have gone, and as many have come. Those that came have
 * the indexes after the stopped nodes.
 * @typedef {{ size: number, stopped: number, seed: number, day: number, turnover: number }} Fleet
 */

/** The index after that of the last node. @param {Fleet} fleet */
export function endOf(fleet) {
  return fleet.size + fleet.stopped + Math.floor(fleet.day * perDay(fleet));
}

/**
 * The day on which a node came; 0 for those of the start.
 * @param {Fleet} fleet
 * @param {number} index
 */
export function arrivalDay(fleet, index) {
  const place = index - fleet.size - fleet.stopped;
  return place < 0 ? 0 : Math.min(fleet.day, Math.ceil((place + 1) / perDay(fleet)));
}

/** Whether a node has not gone yet. @param {Fleet} fleet @param {number} index */
export function isPresent(fleet, index) {
  if (fleet.day === 0 || fleet.turnover === 0) return true;
  const { day, seed, turnover } = fleet;
  const days = day - arrivalDay(fleet, index);
  // Each day it stays with the same probability.
  return randomOf('departure', seed, keyOf(fleet, index)).chance((1 - turnover) ** days);
}

function perDay({ size, turnover }) {
  return size * turnover;
}
