import { PatchlensError } from '../error.js';

/** At most ten times a second. */
const INTERVAL_MS = 100;

/** Calls the user's `onProgress`. */
export class ScanReporter {
  #fleet;
  #engine;
  #onProgress;
  #reportedAt = -Infinity;
  #timer;

  constructor(fleet, engine, onProgress) {
    this.#fleet = fleet;
    this.#engine = engine;
    this.#onProgress = onProgress;
  }

  /** Reports now, or as soon as it may. */
  report() {
    if (!this.#onProgress || this.#timer !== undefined) return;
    const waitMs = this.#reportedAt + INTERVAL_MS - performance.now();
    if (waitMs <= 0) this.#tell();
    else this.#timer = setTimeout(() => this.#tell(), waitMs);
  }

  /** Reports nothing any more. */
  stop() {
    clearTimeout(this.#timer);
  }

  /** Reports the end. */
  finish() {
    if (this.#onProgress) this.#tell();
  }

  #tell() {
    this.#timer = undefined;
    this.#reportedAt = performance.now();
    const scopes = JSON.parse(this.#engine.scanProgress()).map(withError);
    try {
      this.#onProgress({ fleet: this.#fleet, scopes });
    } catch (error) {
      // An uncaught error, like that of any listener: the scan itself goes on.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

function withError({ error, ...scope }) {
  return error === undefined ? scope : { ...scope, error: new PatchlensError(JSON.parse(error)) };
}
