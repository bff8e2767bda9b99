import { tell } from './attempt-event.js';
import { within } from './deadline.js';
import { PatchlensError } from './error.js';
import { exchange, headerReader, isSuccess, requestOf, wordsOf } from './exchange.js';
import { shortened } from './mismatch.js';
import { errorInJson } from './xml.js';

/**
 * A call in Rust. Each method reports the result of a step and returns the next step as JSON text
 * (`src/web/step.rs`).
 * @typedef {object} Call
 * @property {(body?: string) => string} resume starts the call, or continues it after a wait or a
 *   refresh; takes the new body after a wait with a `maxResults`
 * @property {(problem: string) => string} refreshFailed reports a failed refresh
 * @property {(status: number, header: (name: string) => string | undefined, text: string |
 *   undefined, sentAt: number) => string} receive reports a response
 * @property {(words: string | undefined) => string} lose reports an attempt without a response:
 *   the message of `fetch`'s error, or `undefined` after a timeout
 * @property {() => void} free
 */

/**
 * The environment of a client.
 * @typedef {object} Transport
 * @property {import('./credentials.js').CredentialsCache} credentials
 * @property {(request: Request) => Promise<Response>} [fetch] instead of the global one
 * @property {(event: object) => void} [onAttempt] called with the result of each attempt
 */

/**
 * The JavaScript part of a call.
 * @typedef {object} Work
 * @property {string} body of the requests
 * @property {'text' | 'bytes'} [form] of the body of a 2xx response; default `text`
 * @property {(body: string | Uint8Array, metadata: object) => unknown} output the output of a 2xx
 *   response; throws a PatchlensError for a malformed one
 * @property {(maxResults: number) => string} [shrinkPages] replaces the body, and returns the new one
 */

/**
 * Performs the steps of a call until it is done or fails, then frees it.
 *
 * @param {Call} call
 * @param {Transport} transport
 * @param {Work} work
 * @param {import('./deadline.js').Deadline} deadline released at the end
 * @returns {Promise<unknown>} the output
 * @throws {PatchlensError} the failure of the last step; or the rejection of the deadline
 */
export async function drive(call, transport, work, deadline) {
  const driver = { call, transport, work, deadline };
  try {
    let step = { step: 'resume' };
    while (step.step !== 'done') {
      deadline.check();
      step = await perform(driver, step);
    }
    return step.output;
  } finally {
    deadline.release();
    call.free();
  }
}

function perform(driver, step) {
  switch (step.step) {
    case 'resume':
      return JSON.parse(driver.call.resume());
    case 'refresh':
      return refresh(driver, step);
    case 'wait':
      return wait(driver, step);
    case 'send':
      return send(driver, step);
    default:
      throw failureOf(step);
  }
}

/** The error of a step that says that the call failed. */
function failureOf({ failure, canonicalRequest, stringToSign, cause }) {
  if (canonicalRequest === undefined) return new PatchlensError(failure, cause);
  const message = shortened(failure.message, [canonicalRequest, stringToSign]);
  return new PatchlensError({ ...failure, message }, cause);
}

/** Waits for a refresh, but no longer than `patienceMs` while the cached credentials still work. */
async function refresh({ call, transport, deadline }, { patienceMs }) {
  const refreshed = await deadline.before(transport.credentials.refreshWithin(patienceMs));
  const { problem, cause } = refreshed ?? { problem: 'it takes too long' };
  const next = JSON.parse(problem === undefined ? call.resume() : call.refreshFailed(problem));
  if (next.failure && cause instanceof PatchlensError) {
    const { reason, retryable } = cause;
    Object.assign(next.failure, { reason, retryable });
  }
  return { ...next, cause };
}

async function wait({ call, work, deadline }, { delayMs, maxResults }) {
  await deadline.sleep(delayMs);
  const body = maxResults === undefined ? undefined : work.shrinkPages(maxResults);
  return JSON.parse(call.resume(body));
}

/** Sends one attempt and reads its output. */
async function send(driver, step) {
  const { onAttempt } = driver.transport;
  const sentAt = Date.now();
  let next;
  let result;
  try {
    next = await attempt(driver, step, sentAt);
    result = next.failure ?? next.metadata;
    return next;
  } catch (error) {
    // Anything else is the reason of the caller's signal.
    result = error instanceof PatchlensError ? error : { code: 'aborted' };
    throw error;
  } finally {
    if (onAttempt) tell(onAttempt, step, result, Date.now() - sentAt, next?.delayMs);
  }
}

async function attempt({ call, transport, work, deadline }, step, sentAt) {
  const outcome = await outcomeOf(transport, work, deadline, step);
  if (outcome?.status === undefined) {
    const words = outcome && wordsOf(outcome.thrown);
    return { ...JSON.parse(call.lose(words)), cause: outcome?.thrown };
  }
  const { status, headers, body } = outcome;
  const text = isSuccess(status) ? undefined : errorInJson(body);
  const next = JSON.parse(call.receive(status, headerReader(headers), text, sentAt));
  if (next.step === 'done') next.output = work.output(body, next.metadata);
  return next;
}

/** The response or the error of `fetch`; undefined if the attempt timed out. */
async function outcomeOf({ fetch }, work, deadline, { url, headers, timeoutMs }) {
  const controller = new AbortController();
  const { signal } = controller;
  const request = requestOf(fetch, url, { headers, body: work.body, signal });
  let outcome;
  try {
    outcome = await within(deadline.before(exchange(fetch, request, work.form)), timeoutMs);
  } finally {
    if (!outcome) controller.abort();
  }
  return outcome;
}
