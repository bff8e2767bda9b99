import { PatchlensError } from '../error.js';

/**
 * The error for an argument that the package does not take.
 *
 * @param {string} action such as `query the fleet`
 * @param {string} problem names the argument and quotes its value
 */
export function invalid(action, problem, cause) {
  const message = `Cannot ${action}: ${problem}`;
  const members = { code: 'invalid-input', message, reason: 'other', retryable: false };
  return new PatchlensError(members, cause);
}

/** An escape; JSON.stringify escapes a surrogate only if it is alone, and UTF-8 has none. */
const ESCAPE = /\\(?:ud[89a-f][\da-f]{2}|.)/g;

/**
 * The JSON text of an argument; dates are ISO 8601 in it.
 *
 * @param {string} action that is reported as impossible
 * @param {string} name of the argument
 * @param {unknown} value
 * @returns {string}
 * @throws {PatchlensError} of code `invalid-input` for a value that JSON cannot express
 */
export function jsonOfOption(action, name, value) {
  return jsonOf(action, name, value, finiteOnly(action));
}

/** The same of items, whose values are checked where they are read. */
export function jsonOfItems(action, name, items) {
  return jsonOf(action, name, items);
}

function jsonOf(action, name, value, replacer) {
  let text;
  try {
    text = JSON.stringify(value, replacer);
  } catch (cause) {
    if (cause instanceof PatchlensError) throw cause;
    throw invalid(action, `${name}: expected plain data, but JSON cannot express it`, cause);
  }
  if (text === undefined) throw invalid(action, `${name}: expected plain data, but is ${String(value)}`);
  return text.replace(ESCAPE, (it) => (it.startsWith('\\ud') ? '\\ufffd' : it));
}

/** JSON writes null for NaN, Infinity and an invalid Date, which would then count as absent. */
function finiteOnly(action) {
  return function check(name, json) {
    const value = this[name];
    const isMeant = typeof value === 'number' || value instanceof Date;
    if (!isMeant || Number.isFinite(Number(value))) return json;
    const kind = typeof value === 'number' ? 'a finite number' : 'a valid Date';
    throw invalid(action, `${name}: expected ${kind}, but is ${String(value)}`);
  };
}

/**
 * @param {unknown} value
 * @returns {number} milliseconds since the epoch
 * @throws {PatchlensError} for what is not a valid Date or number
 */
export function millisOf(action, name, value) {
  const ms = value instanceof Date ? value.getTime() : value;
  if (typeof ms === 'number' && Math.abs(ms) <= 8_640_000_000_000_000) return ms;
  throw invalid(action, `${name}: expected a Date, but is ${String(value)}`);
}

/**
 * @param {unknown} value
 * @returns {Uint8Array} a view of its bytes
 * @throws {PatchlensError} for what is neither a typed array nor a buffer
 */
export function bytesOf(action, name, value) {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (Object.prototype.toString.call(value) === '[object ArrayBuffer]') return new Uint8Array(value);
  throw invalid(action, `${name}: expected a Uint8Array, but is ${String(value)}`);
}

/**
 * @param {unknown} value
 * @returns {number} a whole number from 0
 * @throws {PatchlensError} for anything else
 */
export function countOf(action, name, value) {
  if (Number.isSafeInteger(value) && value >= 0) return Math.min(value, 0xffff_ffff);
  throw invalid(action, `${name}: expected a whole number, but is ${String(value)}`);
}
