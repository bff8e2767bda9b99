import { PatchlensError, judged } from './error.js';
import { shortened } from './mismatch.js';
import { ofPairs } from './pairs.js';
import { offsetOf } from './skew.js';
import { decoded } from './sources/xml.js';

/**
 * What the calls of one client share.
 * @typedef {object} Caller
 * @property core the core's client
 * @property {import('./credentials.js').Keyring} keyring its credentials
 * @property {(request: Request) => Promise<Response>} [fetch] instead of the global one
 * @property {number} attemptTimeoutMs ends one attempt
 * @property {import('./limiter.js').Limiter} [limiter] of how fast it sends
 * @property {(event: object) => void} [onAttempt] told what came of each attempt
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
      for (let ms; (ms = caller.limiter?.wait(Date.now())) > 0; ) await ending.sleep(ms);
      const { need } = call;
      if (need) await ending.before(caller.keyring.refresh((it) => call.failed(0, it), need));
      const { answer, retryDelayMs } = await attempt(caller, call, ending);
      if (answer !== undefined) return answer;
      await ending.sleep(retryDelayMs);
    }
  } finally {
    ending.release();
    call.free();
  }
}

/** The answer, or the milliseconds until the next attempt. */
async function attempt(caller, call, ending) {
  const controller = new AbortController();
  const request = requestOf(judged(() => call.sign()), controller.signal);
  const sentAt = Date.now();
  let verdict;
  try {
    const outcome = await outcomeOf(caller, request, controller, ending);
    verdict = decided(caller, call, outcome, sentAt);
    return verdict;
  } catch (error) {
    // Whatever else is thrown is the reason of the caller's signal.
    verdict = error instanceof PatchlensError ? error : { code: 'aborted' };
    throw error;
  } finally {
    if (caller.onAttempt) tell(caller.onAttempt, call, verdict, Date.now() - sentAt);
  }
}

/** What came back, or was thrown; nothing if neither came within the limit of the attempt. */
async function outcomeOf({ fetch, attemptTimeoutMs }, request, controller, ending) {
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
  return outcome;
}

/** @throws {PatchlensError} if there is to be no further attempt */
function decided({ attemptTimeoutMs, limiter }, call, outcome, sentAt) {
  const { status, headers, text, thrown } = outcome ?? {};
  const verdict =
    text === undefined
      ? call.lose(outcome ? 0 : attemptTimeoutMs, inWords(thrown))
      : status < 300
        ? call.receive(status, headers, text, NaN)
        : call.receive(status, headers, inJson(text), offsetOf(headers, text, sentAt));
  const { isThrottled, texts, ...record } = verdict;
  limiter?.update(isThrottled, Date.now());
  if (texts === undefined) return verdict;
  record.message = shortened(record.message, texts.split('\0'));
  throw new PatchlensError(record, thrown);
}

/** What is said in XML, as STS, S3 and stand-ins for SSM refuse, in JSON. */
function inJson(text) {
  if (!/^\s*</.test(text)) return text;
  const [Code, Message, RequestId] = ['Code', 'Message', 'RequestI[dD]'].map((name) =>
    decoded(RegExp(`<(?:\\w+:)?${name}\\b[^>]*>([^<]*)`).exec(text)?.[1] ?? ''),
  );
  return Code ? JSON.stringify({ Code, Message, RequestId }) : text;
}

function tell(onAttempt, call, { answer, ...failure }, durationMs) {
  const { operation, attempts: attempt } = call.failed(0, '');
  const { httpStatusCode, status = httpStatusCode, requestId, awsCode, code, retryDelayMs } =
    answer?.$metadata ?? failure;
  const errorCode = awsCode ?? code;
  const event = { operation, attempt, status, requestId, errorCode, durationMs, retryDelayMs };
  try {
    onAttempt(JSON.parse(JSON.stringify(event))); // Without what is undefined.
  } catch (error) {
    // As with any listener that throws: nobody who awaits the call is to blame.
    queueMicrotask(() => {
      throw error;
    });
  }
}

function requestOf(signed, signal) {
  const [url, body, ...pairs] = signed.split('\0');
  const headers = ofPairs(pairs);
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
