import { wasm } from './wasm.js';

const YEAR_ONE_MS = -62_135_596_800_000; // .NET's zero: no time, like 0.
const MAX_MS = 8_640_000_000_000_000;

/**
 * The problem with a 2xx body: it is not JSON, or a value in it does not match the operation's
 * output.
 */
export class Malformed extends Error {
  #value;

  /**
   * @param {string | undefined} problem the path and the expected value; undefined for a text
   *   that is not JSON
   * @param {unknown} value the actual value
   */
  constructor(problem, value) {
    super(problem);
    this.#value = value;
  }

  /** @returns {string} the record of the failure of Rust's `call` */
  recordOf(call) {
    return call.malformed(this.message || undefined, this.#value);
  }
}

/**
 * The output of an operation in the text of a 2xx body. Timestamps become `Date`s; null members and
 * the values for "no time", 0 and the year 1, are removed.
 *
 * @param {string} text
 * @param {string} operation one that {@link model} knows
 * @returns {object}
 * @throws {Malformed} if the body is empty or not an object, a list is not an array, or a
 *   timestamp is invalid
 */
export function outputOf(text, operation) {
  const output = objectOf(text);
  const { items, timestamps } = model().operations[operation];
  if (text.includes('null')) dropNulls(output);
  checkToken(output.NextToken);
  const list = items === undefined ? [output] : (output[items] ?? []);
  if (!Array.isArray(list)) throw new Malformed(`${items}: expected an array`, list);
  readTimestamps(list, items === undefined ? '' : `${items}[].`, timestamps);
  return output;
}

/**
 * The object in the text of a 2xx body.
 *
 * @param {string} text
 * @returns {object}
 * @throws {Malformed} for anything else
 */
export function objectOf(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Malformed(undefined, text);
  }
  if (!isObject(value)) throw new Malformed('expected an object', value);
  return value;
}

/**
 * The bytes of a 2xx body.
 *
 * @param {Uint8Array} body
 * @returns {{ body: Uint8Array }}
 * @throws {Malformed} for an empty one
 */
export function bytesOf(body) {
  if (body.length === 0) throw new Malformed(undefined, '');
  return { body };
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// An invalid token would look like the end of the pages.
function checkToken(token) {
  if (token !== undefined && typeof token !== 'string') {
    throw new Malformed('NextToken: expected a string', token);
  }
}

let parsedModel;

/**
 * @returns {{ maps: string[], operations: Record<string, { items?: string, timestamps: { part?:
 *   string, members: string[] }[] }> }} the output model of the core: the members that hold maps;
 *   for each operation the member with the items of a page, and the timestamps of the items or of
 *   the output itself
 */
export function model() {
  parsedModel ??= JSON.parse(wasm().outputModel());
  return parsedModel;
}

/**
 * Removes null members, except from arrays and maps. Not recursive, since outputs can be nested
 * deeper than the stack.
 */
function dropNulls(output) {
  const { maps } = model();
  const rest = [output];
  while (rest.length > 0) {
    const value = rest.pop();
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object' && item !== null) rest.push(item);
      continue;
    }
    for (const [name, member] of Object.entries(value)) {
      if (member === null) delete value[name];
      else if (typeof member === 'object' && !maps.includes(name)) rest.push(member);
    }
  }
}

/** Replaces the timestamps in `holders`; the paths of their members begin with `path`. */
function readTimestamps(holders, path, timestamps) {
  const texts = [];
  for (const { part, members } of timestamps) {
    for (const holder of holders) {
      const target = targetOf(holder, part, path);
      if (target === undefined) continue;
      for (const name of members) {
        const value = target[name];
        if (typeof value === 'number') setTime(target, name, Math.round(value * 1000), path, part);
        else if (typeof value === 'string') texts.push({ target, name, part });
        else if (value !== undefined) throw notATimestamp(path, part, name, value);
      }
    }
  }
  if (texts.length > 0) readTexts(texts, path);
}

/** The object that contains the timestamps; undefined if it is absent. */
function targetOf(holder, part, path) {
  if (!isObject(holder)) return undefined;
  if (part === undefined) return holder;
  const target = holder[part];
  if (target === undefined || isObject(target)) return target;
  throw new Malformed(`${path}${part}: expected an object`, target);
}

function setTime(target, name, ms, path, part) {
  if (ms === 0 || ms === YEAR_ONE_MS) delete target[name];
  else if (Math.abs(ms) <= MAX_MS) target[name] = new Date(ms);
  else throw notATimestamp(path, part, name, target[name]);
}

// Rust parses the texts of all items at once.
function readTexts(texts, path) {
  const values = texts.map(({ target, name }) => target[name]);
  const times = JSON.parse(wasm().parseTimestamps(JSON.stringify(values)));
  for (const [index, { target, name, part }] of texts.entries()) {
    const ms = times[index] ?? Infinity;
    setTime(target, name, ms, path, part);
  }
}

function notATimestamp(path, part, name, value) {
  const inPart = part === undefined ? '' : `${part}.`;
  return new Malformed(`${path}${inPart}${name}: expected a date`, value);
}
