/** Targets with verdicts, in absolute figures and scaled to the machine that they were set on. */
import { figure, tableText } from '../table.mjs';

/**
 * @typedef {object} Target
 * @property {string} title
 * @property {string} unit
 * @property {number} value as measured
 * @property {number} scaled as it would be on the machine that the targets were set on
 * @property {number} target
 * @property {boolean} isMet
 */

/** @returns {Target} */
export function atMost(title, unit, value, target, scaled = value) {
  return { title, unit, value, scaled, target, isMet: scaled <= target };
}

/** @returns {Target} */
export function atLeast(title, unit, value, target, scaled = value) {
  return { title, unit, value, scaled, target, isMet: scaled >= target };
}

/**
 * @param {import('./felt.mjs').Felt} measured
 * @param {number} scale of {@link import('./calibration.mjs').Calibration}
 * @returns {Target}
 */
export function within({ title, target, ms }, scale) {
  return atMost(title, 'ms', ms, target, ms / scale);
}

/** @param {string} title @param {Target[]} list @returns {string} */
export function targetsText(title, list) {
  const rows = list.map((it) => ({
    name: `${it.title}, ${it.unit}`,
    cells: [figure(it.value), figure(it.scaled), figure(it.target), it.isMet ? 'met' : 'MISSED'],
  }));
  return tableText(title, ['measured', 'scaled', 'target', 'verdict'], rows);
}
