/**
 * What the tests of the package share: clients, a `fetch` whose answers are written beforehand,
 * and SSM over HTTP.
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

// Registered here, on the file: within a hook or test it would end with that.
const servers = [];
after(() => Promise.all(servers.map(({ close }) => close())));

/** A client that talks to `fetch` instead of the network. */
export function clientOf(fetch, options = {}) {
  return new PatchClient({ region: REGION, credentials: KEYS, fetch, ...options });
}

/**
 * A `fetch` that answers with `answers` in turn, and with the last of them from then on: each an
 * object to send as JSON, a `Response`, or a function of the request. It keeps the `requests`.
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

/** An answer that never comes; like the real `fetch`, it gives up when the request is aborted. */
export function stalled({ signal }) {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

/** A listing of five items on three pages. */
export const PAGES = [
  { items: [1, 2], next: 'T1' },
  { items: [3, 4], next: 'T2' },
  { items: [5], next: undefined },
];

/**
 * The listing of a service with these pages, the first without a token and each behind the one
 * before. A page can have an `answer` of its own, a function of the request.
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

/** The same pages, each after a while. */
export function slowed(pages, delayMs) {
  return pages.map((page) => ({ ...page, answer: () => setTimeout(delayMs(), pageOf(page)) }));
}

function pageOf({ items, next }) {
  const InstanceInformationList = items?.map((Name) => ({ Name }));
  return Response.json({ InstanceInformationList, NextToken: next });
}

/** What tells the items of such a listing apart. */
export const names = (items) => items.map(({ Name }) => Name);

/** The first items of a listing, which is left then. */
export async function upTo(count, listing) {
  const items = [];
  for await (const item of listing) {
    items.push(item);
    if (items.length === count) break;
  }
  return names(items);
}

/** The text that boto3 writes for a place in a listing. */
export function resumeToken(place) {
  const json = JSON.stringify(place).replaceAll('":', '": ').replaceAll(',"', ', "');
  return Buffer.from(json).toString('base64');
}

/** SSM over HTTP until the tests of the file are done, with a `record` of every request. */
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

/** What `call`, a promise or a function, fails with: one of the package's errors, whole. */
export async function failure(call) {
  const error = await rejection(call);
  assert.ok(error instanceof PatchlensError, `not a PatchlensError: ${String(error?.stack)}`);
  assert.ok(error instanceof Error);
  assert.equal(typeof error.retryable, 'boolean');
  assert.match(error.message, /^Cannot [a-z]/);
  return error;
}

/** The very value that `call`, a promise or a function, throws or rejects with. */
export async function rejection(call) {
  let value;
  try {
    value = await (typeof call === 'function' ? call() : call);
  } catch (error) {
    return error;
  }
  return assert.fail(`expected a failure, got ${JSON.stringify(value)}`);
}

/** Fails if anything was rejected or thrown meanwhile with nobody to catch it. */
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
