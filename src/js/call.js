import { PatchlensError, judged } from './error.js';

/**
 * What the calls of one client share.
 * @typedef {object} Caller
 * @property core the core's client
 * @property {import('./credentials.js').Keyring} keyring its credentials
 * @property {(request: Request) => Promise<Response>} [fetch] instead of the global one
 * @property {number} attemptTimeoutMs ends one attempt
 */

/**
 * Performs a call: gets credentials, sends, waits and sends again as the core decides. It ends as
 * soon as the signal aborts, with its reason, or `timeoutMs` is over.
 *
 * @param {Caller} caller
 * @param call the core's call; freed at the end
 * @param {{ signal?: AbortSignal, timeoutMs?: number }} limits
 */
export async function perform(caller, call, { signal, timeoutMs }) {
  const ending = new Ending(signal, timeoutMs, () => new PatchlensError(call.failed(timeoutMs, '')));
  try {
    for (;;) {
      ending.check();
      await ending.before(caller.keyring.refresh((problem) => call.failed(0, problem)));
      const next = await attempt(caller, call, ending);
      if (typeof next !== 'number') return next;
      await ending.sleep(next);
    }
  } finally {
    ending.release();
    call.free();
  }
}

/** The answer, or the milliseconds until the next attempt. */
async function attempt({ core, fetch, attemptTimeoutMs }, call, ending) {
  const controller = new AbortController();
  const request = requestOf(core.url, call, controller.signal);
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, attemptTimeoutMs);
  });
  let outcome;
  try {
    outcome = await ending.before(Promise.race([exchange(fetch, request), late]));
  } finally {
    clearTimeout(timer);
    if (!outcome) controller.abort();
  }
  if (!outcome) return judged(() => call.lose(attemptTimeoutMs, ''));
  const { status, headers, text, thrown } = outcome;
  if (text === undefined) return judged(() => call.lose(0, inWords(thrown)), thrown);
  return judged(() => call.receive(status, headers, text));
}

function requestOf(url, call, signal) {
  const { body } = call;
  const headers = judged(() => call.sign());
  const init = { method: 'POST', headers, body, signal, credentials: 'omit', redirect: 'manual' };
  try {
    return new Request(url, { ...init, cache: 'no-store' });
  } catch {
    return new Request(url, init); // workerd refused the cache mode until late 2024.
  }
}

/** Never rejects, whatever `fetch` does. */
async function exchange(fetch = globalThis.fetch, request) {
  try {
    const response = await fetch(request);
    const text = await response.text();
    const { headers } = response;
    const status = +response.status;
    if (typeof text !== 'string' || !(status >= 0 && status < 1000)) {
      throw new TypeError('fetch did not answer with a Response');
    }
    return { status, headers, text };
  } catch (thrown) {
    return { thrown };
  }
}

/** What was thrown, with the code of what caused it: `fetch failed (ECONNREFUSED)`. */
function inWords(thrown) {
  try {
    const code = thrown?.cause?.code;
    const words = String(thrown?.message || thrown);
    return code === undefined ? words : `${words} (${String(code)})`;
  } catch {
    return 'fetch threw what cannot be read';
  }
}

/** What can end a call from outside. */
class Ending {
  #signal;
  // Rejects at the end; absent if there is nothing that could end the call.
  #end;

  constructor(signal, timeoutMs, timedOut) {
    if (!signal && !timeoutMs) return;
    this.#signal = signal;
    this.#end = new Promise((_, reject) => {
      const abort = () => reject(signal.reason);
      const timer = timeoutMs && setTimeout(() => reject(timedOut()), timeoutMs);
      signal?.addEventListener('abort', abort);
      this.release = () => {
        signal?.removeEventListener('abort', abort);
        clearTimeout(timer);
      };
    });
  }

  release() {}

  check() {
    if (this.#signal?.aborted) throw this.#signal.reason;
  }

  before(work) {
    return this.#end ? Promise.race([work, this.#end]) : work;
  }

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
