/**
 * Files of pages: the bodies one after another, their ends, and for each page the seconds at which it
 * was read and what its input names. Neither writing nor reading holds more than 8 MB at a time.
 */
import { closeSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';

const CHUNK = 8 << 20;

/**
 * @typedef {object} Page
 * @property {Uint8Array} body of a response
 * @property {number} readAt seconds
 * @property {string[]} instanceIds of the input
 */

export class PageWriter {
  #path;
  #file;
  #pending = [];
  #pendingBytes = 0;
  #end = 0;
  #index = { ends: [], readAts: [], instanceIds: [] };

  /** @param {string} path without ending */
  constructor(path) {
    this.#path = path;
    this.#file = openSync(`${path}.bodies`, 'w');
  }

  /** @param {string} body @param {number} readAt @param {string[]} instanceIds */
  add(body, readAt, instanceIds) {
    const bytes = Buffer.from(body);
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    this.#index.ends.push((this.#end += bytes.length));
    this.#index.readAts.push(readAt);
    this.#index.instanceIds.push(instanceIds);
    if (this.#pendingBytes > CHUNK) this.#flush();
  }

  close() {
    this.#flush();
    closeSync(this.#file);
    writeFileSync(`${this.#path}.json`, JSON.stringify(this.#index));
  }

  #flush() {
    writeSync(this.#file, Buffer.concat(this.#pending));
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

/**
 * @param {string} path without ending
 * @returns {Generator<Page>}
 */
export function* pagesOf(path) {
  const { ends, readAts, instanceIds } = JSON.parse(readFileSync(`${path}.json`, 'utf8'));
  const file = openSync(`${path}.bodies`, 'r');
  try {
    for (let first = 0; first < ends.length; ) {
      const start = first === 0 ? 0 : ends[first - 1];
      const last = lastWithin(ends, first, start + CHUNK);
      const bytes = readWhole(file, start, ends[last] - start);
      for (let i = first; i <= last; i += 1) {
        const from = i === first ? 0 : ends[i - 1] - start;
        const body = bytes.subarray(from, ends[i] - start);
        yield { body, readAt: readAts[i], instanceIds: instanceIds[i] };
      }
      first = last + 1;
    }
  } finally {
    closeSync(file);
  }
}

function lastWithin(ends, first, limit) {
  let last = first;
  while (last + 1 < ends.length && ends[last + 1] <= limit) last += 1;
  return last;
}

function readWhole(file, position, length) {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let done = 0; done < length; ) {
    const read = readSync(file, bytes, done, length - done, position + done);
    if (read === 0) throw new Error('The file of pages is cut short.');
    done += read;
  }
  return bytes;
}
