// The server's side of docs/backend-protocol.md, for any runtime with the Fetch API.
import { PatchlensError } from '../error.js';
import { PROTOCOL } from './protocol.js';
import { allowedOrigin, preflight, withCors } from './serve-cors.js';
import { DESCRIBE, inputOf, QUESTIONS } from './serve-question.js';
import { Refusal } from './serve-refusal.js';

const PATH = /(?:^|\/)v(\d+)\/([^/]*)$/;
const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'x-content-type-options': 'nosniff',
};

const ERROR_MEMBERS = [
  'code',
  'message',
  'reason',
  'retryable',
  'operation',
  'awsCode',
  'status',
  'requestId',
  'attempts',
];

/**
 * Answers the questions of a source over HTTP.
 *
 * @param {import('./index.js').FleetSource} source
 * @param {import('./index.js').ServeOptions} [options]
 * @returns {(request: Request) => Promise<Response>} rejects with nothing but what `onError` throws
 */
export function serveFleet(
  source,
  { authorize = () => 'granted', origins = [], maxLimit = 10_000, onError } = {},
) {
  const server = { source, authorize, origins, maxLimit, onError };
  return async (request) => {
    try {
      const response = request.method === 'OPTIONS' ? preflight() : await answer(server, request);
      return withCors(response, request, server.origins);
    } catch (error) {
      return withCors(refusedBy(error, server), request, server.origins);
    }
  };
}

async function answer(server, request) {
  if (!allowedOrigin(request, server.origins)) {
    throw new Refusal('forbidden', 'The origin is not allowed');
  }
  const name = questionOf(request);
  await check(server, request);
  if (name === DESCRIBE) return described(server, request);
  const input = await inputOf(name, request, server.maxLimit);
  return json(200, { answer: (await QUESTIONS[name](server.source, input)) ?? null });
}

function questionOf({ url, method }) {
  const [, version, name] = PATH.exec(new URL(url).pathname) ?? [];
  const isKnown = version === '1' && (name === DESCRIBE || Object.hasOwn(QUESTIONS, name));
  if (!isKnown) throw new Refusal('not-found', `There is no such path in ${PROTOCOL}`);
  const needed = name === DESCRIBE ? 'GET' : 'POST';
  if (method === needed) return name;
  throw new Refusal('method-not-allowed', `This path takes ${needed}`, { allow: needed });
}

async function check({ authorize }, request) {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const access = await authorize(token, request);
  if (access === 'granted') return;
  if (access === 'forbidden') throw new Refusal('forbidden', 'The token does not allow this');
  const challenge = token === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
  const headers = { 'www-authenticate': challenge };
  if (access === 'expired') throw new Refusal('expired', 'The token has expired', headers);
  const words = token === undefined ? 'A bearer token is needed' : 'The token is not accepted';
  throw new Refusal('unauthorized', words, headers);
}

/** The description, which clients may keep and check again with its ETag. */
async function described({ source, maxLimit }, request) {
  const { scopes, ...rest } = await source.describe();
  const response = json(200, { answer: { scopes: scopes.map(scopeOf), ...rest, maxLimit } });
  const etag = await etagOf(await response.clone().arrayBuffer());
  response.headers.set('cache-control', 'private, no-cache');
  response.headers.set('etag', etag);
  // A proxy that compresses makes the tag a weak one.
  const known = (request.headers.get('if-none-match') ?? '').replaceAll('W/', '').split(/[\s,]+/);
  if (!known.includes(etag)) return response;
  response.headers.delete('content-type');
  return new Response(null, { status: 304, headers: response.headers });
}

async function etagOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).subarray(0, 16);
  return `"${[...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')}"`;
}

/** A scope with its error as plain data. The cause of the error stays here. */
function scopeOf({ error, ...scope }) {
  if (error === undefined) return scope;
  const told = ERROR_MEMBERS.map((name) => [name, error[name]]);
  return { ...scope, error: Object.fromEntries(told) };
}

function refusedBy(error, { onError }) {
  if (error instanceof Refusal) return refused(error);
  if (error instanceof PatchlensError && error.code === 'invalid-input') {
    return refused(new Refusal('invalid-input', error.message));
  }
  onError?.(error);
  return refused(new Refusal('internal', 'The server cannot answer'));
}

function refused({ status, code, message, headers }) {
  return json(status, { error: { code, message } }, headers);
}

function json(status, members, headers) {
  const body = JSON.stringify({ protocol: PROTOCOL, ...members });
  const all = { ...HEADERS, 'cache-control': 'no-store', ...headers };
  return new Response(body, { status, headers: all });
}
