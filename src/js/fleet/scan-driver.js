import { ScanReporter } from './scan-reporter.js';

/** The longest time that `setTimeout` waits. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Performs the steps of a scan: sends what the engine asks for, and reports what comes. It decides
 * nothing; `src/fleet/scan` does.
 */
export class ScanDriver {
  #engine;
  #clients;
  #signal;
  #keepOnAbort;
  #reporter;
  /**
   * Those in flight. Each has a signal of its own: with more than ten listeners on one, Node warns of
   * a leak.
   *
   * @type {Set<AbortController>}
   */
  #requests = new Set();
  #isStopped = false;
  #timer;
  #end;

  /**
   * @param {import('./fleet.js').Fleet} fleet
   * @param engine that of the fleet, with a scan that has begun
   * @param {{ client: import('../client.js').PatchClient }[]} scopes
   * @param {import('./index.js').ScanOptions} options
   */
  constructor(fleet, engine, scopes, { signal, keepOnAbort, onProgress }) {
    this.#engine = engine;
    this.#clients = scopes.map(({ client }) => client);
    this.#signal = signal;
    this.#keepOnAbort = keepOnAbort;
    this.#reporter = new ScanReporter(fleet, engine, onProgress);
  }

  /**
   * @returns {Promise<void>} when the scan has ended
   * @throws the reason of the signal
   */
  async run() {
    const abort = () => this.#abort();
    this.#signal?.addEventListener('abort', abort);
    try {
      await new Promise((resolve, reject) => {
        this.#end = { resolve, reject };
        if (this.#signal?.aborted) abort();
        else this.#perform();
      });
    } finally {
      this.#signal?.removeEventListener('abort', abort);
      this.#stop();
    }
    this.#reporter.finish();
  }

  #abort() {
    if (this.#keepOnAbort) {
      this.#engine.scanStop();
      this.#end.resolve();
    } else {
      this.#end.reject(this.#signal.reason);
    }
    this.#stop();
  }

  /** Nothing that is still in flight is reported any more. */
  #stop() {
    this.#isStopped = true;
    for (const request of this.#requests) request.abort();
    this.#reporter.stop();
    clearTimeout(this.#timer);
  }

  /** Performs steps until the scan waits. */
  #perform() {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    try {
      const step = this.#send();
      if (step.step === 'done') this.#end.resolve();
      else if (step.step === 'wait') this.#wait(step.delayMs);
      this.#reporter.report();
    } catch (error) {
      this.#end.reject(error);
    }
  }

  /** Sends requests as long as the engine asks for some; returns another step. */
  #send() {
    let step;
    while ((step = JSON.parse(this.#engine.scanNext(performance.now()))).step === 'send') {
      this.#request(step);
    }
    return step;
  }

  #wait(delayMs) {
    this.#timer = setTimeout(() => this.#perform(), Math.min(delayMs, LONGEST_MS));
  }

  async #request({ ticket, scope, operation, input }) {
    const request = new AbortController();
    const options = { output: 'bytes', maxAttempts: 1, signal: request.signal };
    this.#requests.add(request);
    let report;
    try {
      const { body, $metadata } = await this.#clients[scope].send(operation, input, options);
      const readAt = Date.now();
      report = () => this.#received(ticket, body, $metadata, readAt);
    } catch (error) {
      report = () => this.#engine.scanFail(ticket, recordOf(error), performance.now());
    }
    this.#requests.delete(request);
    if (this.#isStopped) return;
    try {
      report();
    } catch (error) {
      this.#end.reject(error);
      return;
    }
    this.#perform();
  }

  #received(ticket, body, metadata, readAt) {
    // The client itself asks once more for a smaller page, where the service refuses a large one.
    if (metadata?.attempts > 1) this.#engine.scanShrunk(ticket);
    this.#engine.scanReceive(ticket, body, readAt, performance.now());
  }
}

/** The record of an error, as Rust reads it. */
function recordOf(error) {
  const { code = 'other', reason = 'other', retryable = false, ...members } = Object(error);
  delete members.cause;
  const message = String(error?.message ?? error);
  return JSON.stringify({ ...members, code, reason, retryable, message });
}
