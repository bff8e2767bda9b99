/**
 * Shared support of the package's tests: clients, a `fetch` with scripted responses, and SSM over
 * HTTP.
 */
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { PatchClient, PatchlensError } from 'patchlens';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { serve } from '../../simulator/serve.js';

export const [KEYS, SESSION] = SAMPLE_CREDENTIALS;
export const REGION = 'us-east-1';
export const NODE_ID = 'i-0123456789abcdef0';

// Registered at the top level of the file: a hook or test would end it.
const servers = [];
after(() => Promise.all(servers.map(({ close }) => close())));

/** A client that talks to `fetch` instead of the network. */
export function clientOf(fetch, options = {}) {
  return new PatchClient({ region: REGION, credentials: KEYS, fetch, ...options });
}

/**
 * A `fetch` that returns `answers` in order, and then repeats the last: each is an object to send
 * as JSON, a `Response`, or a function of the request. It records the `requests`.
 */
export function scripted(...answers) {
  const requests = [];
  async function fetch(request) {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(request);
    if (typeof answer === 'function') return answer(request);
    return answer instanceof Response ? answer.clone() : Response.json(answer);
  }
  return Object.assign(fetch, { requests });
}

/** A response that never comes; like the real `fetch`, it rejects when the request is aborted. */
export function stalled({ signal }) {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

/** Five items on three pages. */
export const PAGES = [
  { items: [1, 2], next: 'T1' },
  { items: [3, 4], next: 'T2' },
  { items: [5], next: undefined },
];

/**
 * A paginator over these pages, the first without a token and the others linked by tokens. A page
 * can have its own `answer`, a function of the request.
 */
export function listOf(pages, { options } = {}) {
  const tokens = [];
  const fetch = scripted(async (request) => {
    const { NextToken } = await request.json();
    tokens.push(NextToken);
    const index = pages.findIndex(({ next }) => next !== undefined && next === NextToken) + 1;
    const { answer = () => pageOf(pages[index]) } = pages[index];
    return answer(request);
  });
  const client = clientOf(fetch, { maxAttempts: 1 });
  return { listing: client.paginate('describeInstanceInformation', {}, options), client, tokens };
}

/** The same pages, each after a delay. */
export function slowed(pages, delayMs) {
  return pages.map((page) => ({ ...page, answer: () => setTimeout(delayMs(), pageOf(page)) }));
}

function pageOf({ items, next }) {
  const InstanceInformationList = items?.map((Name) => ({ Name }));
  return Response.json({ InstanceInformationList, NextToken: next });
}

/** The ids of such items. */
export const names = (items) => items.map(({ Name }) => Name);

/** The first items of a paginator, which is then left. */
export async function upTo(count, listing) {
  const items = [];
  for await (const item of listing) {
    items.push(item);
    if (items.length === count) break;
  }
  return names(items);
}

/** The resume token that boto3 writes. */
export function resumeToken(place) {
  const json = JSON.stringify(place).replaceAll('":', '": ').replaceAll(',"', ', "');
  return Buffer.from(json).toString('base64');
}

/** SSM over HTTP until the end of the file's tests, with a `record` of every request. */
export async function served(options = {}) {
  const records = [];
  const onRequest = (record) => records.push(record);
  const server = await serve({ fleet: { nodes: 30, seed: 3 }, onRequest, ...options });
  servers.push(server);
  const { url } = server;
  const client = (more = {}) =>
    new PatchClient({ region: REGION, endpoint: url, credentials: KEYS, ...more });
  return { url, records, client };
}

/** The error of `call`, a promise or a function: a complete error of the package. */
export async function failure(call) {
  const error = await rejection(call);
  assert.ok(error instanceof PatchlensError, `not a PatchlensError: ${String(error?.stack)}`);
  assert.ok(error instanceof Error);
  assert.equal(typeof error.retryable, 'boolean');
  assert.match(error.message, /^Cannot [a-z]/);
  return error;
}

/** The value that `call`, a promise or a function, throws or rejects with. */
export async function rejection(call) {
  let value;
  try {
    value = await (typeof call === 'function' ? call() : call);
  } catch (error) {
    return error;
  }
  return assert.fail(`expected a failure, got ${JSON.stringify(value)}`);
}

/** Fails after an unhandled rejection or an uncaught error. */
export async function withoutStrays(run) {
  const strays = [];
  const note = (error) => strays.push(error);
  process.on('unhandledRejection', note).on('uncaughtException', note);
  try {
    await run();
    await setImmediate();
    await setImmediate();
  } finally {
    process.off('unhandledRejection', note).off('uncaughtException', note);
  }
  assert.deepEqual(strays, []);
}
