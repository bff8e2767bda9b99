/** Ends a call early: by the caller's signal or by `timeoutMs`. */
export class Deadline {
  #signal;
  /** Rejects when the call must end; absent without a signal and a limit. */
  #end;

  /**
   * @param {AbortSignal | undefined} signal ends the call with its reason
   * @param {number | undefined} timeoutMs ends the call with {@link timeoutError}
   * @param {() => Error} timeoutError
   */
  constructor(signal, timeoutMs, timeoutError) {
    if (!signal && !timeoutMs) return;
    this.#signal = signal;
    this.#end = new Promise((_, reject) => {
      const abort = () => reject(signal.reason);
      const timer = timeoutMs && setTimeout(() => reject(timeoutError()), timeoutMs);
      signal?.addEventListener('abort', abort);
      this.release = () => {
        signal?.removeEventListener('abort', abort);
        clearTimeout(timer);
      };
    });
    // The end can come between two steps, while nothing waits for it: the next wait rejects then.
    this.#end.catch(() => {});
  }

  /** Removes the listener and the timer. */
  release() {}

  /** @throws the signal's reason, if it has aborted */
  check() {
    if (this.#signal?.aborted) throw this.#signal.reason;
  }

  /**
   * @template T
   * @param {Promise<T> | T} work
   * @returns {Promise<T> | T} the work's result; rejects at once when the call must end
   */
  before(work) {
    return this.#end ? Promise.race([work, this.#end]) : work;
  }

  /** @param {number} ms */
  async sleep(ms) {
    let timer;
    const slept = new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    try {
      await this.before(slept);
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * @template T
 * @param {Promise<T>} work
 * @param {number} ms
 * @returns {Promise<T | undefined>} the work's result, or `undefined` after `ms`
 */
export async function within(work, ms) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
