import { Deadline } from './deadline.js';
import { drive } from './drive.js';
import { errorOf } from './error.js';
import { Malformed, outputOf } from './output.js';

/** The JavaScript part of a call: its body, and the reader of its output. */
export class CallWork {
  #call;
  #read;
  body;
  form;
  /** The page size that the service accepts, if it rejected the one in the body. */
  maxResults;

  /**
   * @param call Rust's call
   * @param {string} body
   * @param {(body: string | Uint8Array) => object} read the output; throws {@link Malformed}
   * @param {'text' | 'bytes'} [form]
   */
  constructor(call, body, read, form) {
    this.#call = call;
    this.#read = read;
    this.body = body;
    this.form = form;
  }

  /** Reduces the page size in the body, which the service rejected. */
  shrinkPages(maxResults) {
    this.maxResults = maxResults;
    this.body = JSON.stringify({ ...JSON.parse(this.body), MaxResults: maxResults });
    return this.body;
  }

  output(body, $metadata) {
    try {
      return Object.assign(this.#read(body), { $metadata });
    } catch (error) {
      throw error instanceof Malformed ? errorOf(error.recordOf(this.#call)) : error;
    }
  }
}

/**
 * Performs a call.
 *
 * @param {import('./drive.js').Transport} transport
 * @param call Rust's call, freed at the end
 * @param {CallWork} work
 * @param {{ signal?: AbortSignal, timeoutMs?: number }} limits
 * @returns {Promise<object>} the output with its `$metadata`
 */
export function perform(transport, call, work, { signal, timeoutMs }) {
  const deadline = new Deadline(signal, timeoutMs, () => errorOf(call.timeOut(timeoutMs)));
  return drive(call, transport, work, deadline);
}

/** @returns the reader of an operation's output */
export function readerOf(operation) {
  return (text) => outputOf(text, operation);
}

/**
 * @param {unknown} input
 * @returns {string | undefined} the JSON text of an input; `undefined` if JSON cannot express it
 */
export function jsonOf(input) {
  try {
    return JSON.stringify(input, plain);
  } catch {
    return undefined; // A bigint, a circular reference, or an object that is not plain.
  }
}

/**
 * Throws for an object that JSON writes otherwise than the check reads it: of a class with getters, a Map,
 * or with a `toJSON`. Plain objects of other realms have a prototype without a prototype, too.
 */
function plain(name, value) {
  const prototype = Object(value) === value && !Array.isArray(value) && Object.getPrototypeOf(value);
  if (!Object.is(this[name], value) || (prototype && Object.getPrototypeOf(prototype))) throw TypeError();
  return value;
}
