import { within } from '../deadline.js';
import { PatchlensError } from '../error.js';
import { exchange, isSuccess, requestOf, wordsOf } from '../exchange.js';
import { PREFIX, PROTOCOL } from './protocol.js';
import { READ } from './remote-answer.js';

/**
 * A server, and how it is asked.
 * @typedef {object} Server
 * @property {string} url without a slash at its end
 * @property {Function} [fetch] instead of the global one
 * @property {string | Function} [token]
 * @property {number} timeoutMs
 */

/** `b64token` of RFC 6750, so that the header is valid, and no runtime quotes it in an error. */
const TOKEN = /^[\w.~+/-]+=*$/;
const LOST = { reason: 'unavailable', retryable: true };
const MALFORMED = { code: 'malformed-response', reason: 'other', retryable: false };
/** What a status means without the words of a patchlens server, and always for programs. */
const REFUSALS = {
  401: { reason: 'denied', words: 'the server does not accept the token' },
  403: { reason: 'denied', words: 'the server does not allow this' },
  404: { reason: 'not-found', words: 'no patchlens server answers at this URL' },
  407: { reason: 'denied', words: 'a proxy asks for a password' },
  429: { reason: 'throttled', words: 'the server throttles' },
};
const REDIRECT = { reason: 'other', words: 'it redirects, perhaps to a page to sign in' };
const FAULT = { reason: 'unavailable', words: 'the server fails' };
const OTHER = { reason: 'other', words: 'the server refuses' };

/** Whether a value can be the token of an `Authorization` header. */
export function isToken(value) {
  return typeof value === 'string' && TOKEN.test(value);
}

/**
 * Asks a question and reads the answer.
 *
 * @param {Server} server
 * @param {string} name of the question
 * @param {object} input what the answer must fit
 * @param {string} [body] the input as JSON text; a GET without one
 * @returns {Promise<unknown>} the answer
 * @throws {PatchlensError}
 */
export async function askServer(server, name, input, body) {
  const asked = { ...server, token: await tokenOf(server) };
  const outcome = await outcomeOf(asked, `${server.url}/${PREFIX}/${name}`, body);
  if (!outcome) {
    const words = `no answer within ${server.timeoutMs} ms`;
    throw failure(asked, words, { code: 'timeout', ...LOST });
  }
  if ('thrown' in outcome) {
    const { thrown } = outcome;
    throw failure(asked, wordsOf(thrown), { code: 'network', ...LOST }, thrown);
  }
  const answer = answerIn(outcome, asked);
  try {
    return READ[name](answer, input);
  } catch (problem) {
    throw failure(asked, `the answer is not that of ${PROTOCOL}: ${wordsOf(problem)}`, MALFORMED);
  }
}

async function tokenOf(server) {
  const { token } = server;
  if (typeof token !== 'function') return token;
  const members = { code: 'credentials', reason: 'other', retryable: false };
  let given;
  try {
    given = await token();
  } catch (cause) {
    throw failure(server, 'the function of the token failed', members, cause);
  }
  if (isToken(given)) return given;
  throw failure(server, 'the function of the token returned no bearer token', members);
}

/** @returns the response or the error of `fetch`; undefined after a time-out */
async function outcomeOf({ fetch, token, timeoutMs }, url, body) {
  const headers = {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const controller = new AbortController();
  const request = requestOf(fetch, url, { headers, body, signal: controller.signal });
  const outcome = await within(exchange(fetch, request, 'text'), timeoutMs);
  if (!outcome) controller.abort();
  return outcome;
}

/** The answer in a 2xx response of this protocol and version. */
function answerIn({ status, headers, body }, server) {
  const envelope = jsonOf(body);
  const protocol = envelope?.protocol;
  if (typeof protocol === 'string' && protocol !== PROTOCOL) {
    // Redacted before it is cut: no part of a token is left.
    const spoken = redacted(protocol, server.token).slice(0, 60);
    const words = `the server speaks "${spoken}", and this package "${PROTOCOL}"`;
    throw failure(server, words, { ...MALFORMED, status });
  }
  if (!isSuccess(status)) throw refusal(status, protocol && envelope.error, server);
  if (protocol && 'answer' in envelope) return envelope.answer;
  if (envelope === undefined && body.startsWith('{')) {
    throw failure(server, 'the answer is cut off', { ...MALFORMED, status, retryable: true });
  }
  const type = headers?.get?.('content-type') ?? 'without a content type';
  const words = `this is no answer of a patchlens server (${type})`;
  throw failure(server, words, { ...MALFORMED, status });
}

/** @param {{ code?: unknown, message?: unknown }} [error] of a server of this protocol */
function refusal(status, error, server) {
  const told = typeof error?.message === 'string' ? error.message : undefined;
  if (told !== undefined && status === 400 && error.code === 'invalid-input') {
    return invalidInput(redacted(told, server.token));
  }
  const { reason, words } = meaningOf(status);
  return failure(server, `HTTP ${status}: ${told ?? words}`, {
    code: 'service',
    reason: error?.code === 'expired' ? 'expired' : reason,
    status,
    retryable: status >= 500 || status === 429,
  });
}

/** The error that a local source throws for the same question. */
function invalidInput(message) {
  return new PatchlensError({ code: 'invalid-input', message, reason: 'other', retryable: false });
}

function meaningOf(status) {
  if (REFUSALS[status]) return REFUSALS[status];
  if (status >= 500) return FAULT;
  // A browser hides the status of a redirect that is not followed.
  return status === 0 || (status >= 300 && status < 400) ? REDIRECT : OTHER;
}

/** An error without the token, also where the server or a custom fetch quotes it. */
function failure({ url, token }, words, members, cause) {
  const message = redacted(`Cannot query the fleet at ${url}: ${words}`, token);
  const isClean = cause !== undefined && redacted(wordsOf(cause), token) === wordsOf(cause);
  return new PatchlensError({ ...members, message }, isClean ? cause : undefined);
}

function redacted(text, token) {
  if (typeof token !== 'string') return text;
  return text.replaceAll(token, '[redacted]').replaceAll(encodeURIComponent(token), '[redacted]');
}

function jsonOf(text) {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
