/** The Worker in Rust, built with the repository's wasm-bindgen, in Cloudflare's runtime. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { builtProgram } from '../rust/program.js';
import { bundled, leaks, linesOf, openWorker, TOKEN } from './worker-rig.js';
import { copyOf } from './workshop.js';

const NODES = 200;
const LIMIT = { timeout: 60_000 };
const BUILD_LIMIT = { timeout: 420_000 };
const FLEET = 'fleet';
const LIST = 'DescribeInstanceInformation';
const STATES = 'DescribeInstancePatchStates';
const PATCHES = 'DescribeInstancePatches';
const DENIED = { kind: 'fail', status: 400, code: 'AccessDeniedException' };
const isMissing = ({ state }) => state === 'Missing';

let example;
let worker;
before(async () => {
  const program = await builtProgram('examples', 'fleet_lines');
  const folder = await copyOf('worker-rust');
  cpSync(program, join(folder, 'build'), { recursive: true });
  example = await bundled(folder);
  worker = await open({ nodes: NODES });
}, BUILD_LIMIT);
after(() => worker?.close());
afterEach(() => {
  worker.faults = undefined;
});

const open = (options) => openWorker({ ...options, example });
const nodes = () => [...worker.fleet.nodes()].map(([, node]) => node);
const missing = (node) => worker.fleet.patches(node).filter(isMissing);
const named = ({ title, kbId }) => [title || undefined, kbId];
const callsOf = (from, operation) =>
  worker.calls.slice(from).filter((call) => call.operation === operation);
/** A fault from a call of the operation on, counted from 1. */
const startingAt = (operation, first, fault) => {
  let count = 0;
  return (call) => (call.operation === operation && ++count >= first ? fault : undefined);
};

test('each node is a line with its patch state and the patches that it is missing', LIMIT, async () => {
  const start = worker.calls.length;
  const answer = await worker.get(FLEET);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^application\/x-ndjson/);
  const lines = await answer.lines();
  const unread = nodes().filter(({ isScanned }) => !isScanned).length;
  assert.ok(unread > 0, 'some nodes were never scanned');
  assert.deepEqual(lines.pop(), { end: { count: NODES, unread } });
  assert.equal(lines.length, NODES);
  for (const node of nodes()) {
    const line = lines.find((it) => it.node.id === node.id).node;
    assert.equal(line.info.InstanceId, node.id);
    assert.equal(line.state?.InstanceId, node.isScanned ? node.id : undefined);
    const expected = node.isScanned ? missing(node).map(named) : undefined;
    assert.deepEqual(line.missing?.map(({ Title, KBId }) => [Title || undefined, KBId]), expected, node.id);
    if (node.isScanned) assert.equal(line.state.MissingCount, expected.length);
  }
  const sizes = callsOf(start, STATES).map(({ input }) => input.InstanceIds.length);
  assert.deepEqual(sizes, [50, 50, 50, 50]);
  const asked = new Set(callsOf(start, PATCHES).map(({ input }) => input.InstanceId));
  const lacking = nodes().filter((node) => node.isScanned && missing(node).length > 0);
  assert.deepEqual([...asked].sort(), lacking.map(({ id }) => id).sort());
});

test('lines arrive while the paginators are still running', LIMIT, async () => {
  let goOn;
  const gate = new Promise((resolve) => (goOn = resolve));
  let count = 0;
  worker.faults = async ({ operation }) =>
    operation === PATCHES && ++count > 10 ? void (await gate) : undefined;
  const { body } = await worker.get(FLEET);
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const { value: first } = await reader.read();
  assert.ok('node' in linesOf(first)[0]);
  goOn();
  let rest = first;
  for (let next = await reader.read(); !next.done; next = await reader.read()) rest += next.value;
  assert.equal(linesOf(rest).at(-1).end.count, NODES);
});

test('a client that goes away stops the paginators', LIMIT, async () => {
  worker.faults = () => ({ kind: 'stall', ms: 30 });
  const start = worker.calls.length;
  const abort = new AbortController();
  const { body } = await worker.get(FLEET, { signal: abort.signal });
  await body.getReader().read();
  abort.abort();
  // A whole fleet takes more than a hundred calls. Calls in flight may finish, but no others may start.
  await settled(() => worker.requests.length);
  const sent = worker.calls.length - start;
  assert.ok(sent < 40, `${sent} calls`);
});

/** Resolves once a number has not changed for half a second. */
async function settled(read) {
  for (let last; last !== read(); ) {
    last = read();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

for (const [what, fault, expected] of [
  ['a denial', DENIED, { code: 'service', reason: 'denied', awsCode: 'AccessDeniedException' }],
  ['half a response', { kind: 'cut' }, { code: 'malformed-response', reason: 'other' }],
  ['a service that stays down', { kind: 'fail', status: 503 }, { code: 'service', attempts: 3 }],
]) {
  for (const [operation, first] of [
    [LIST, 3],
    [STATES, 3],
    [PATCHES, 20],
  ]) {
    test(`${what} of ${operation} during the stream is its last line`, LIMIT, async () => {
      worker.faults = startingAt(operation, first, fault);
      const answer = await worker.get(FLEET);
      assert.equal(answer.status, 200);
      const lines = await answer.lines();
      const { error, ...others } = lines.pop();
      assert.deepEqual(others, {});
      for (const [name, value] of Object.entries(expected)) assert.equal(error[name], value, name);
      assert.equal('message' in error, false);
      assert.ok(lines.length > 0 && lines.length < NODES, `${lines.length} lines`);
      for (const { node } of lines) assert.equal(node.missing === undefined, node.state === undefined);
    });
  }
}

test('a node that is gone is not one without missing patches', LIMIT, async () => {
  const gone = nodes().find((node) => node.isScanned && missing(node).length > 0);
  worker.faults = ({ operation, input }) =>
    operation === PATCHES && input.InstanceId === gone.id
      ? { kind: 'fail', status: 400, code: 'InvalidInstanceId' }
      : undefined;
  const lines = await (await worker.get(FLEET)).lines();
  const { end } = lines.pop();
  assert.equal(end.count, NODES);
  assert.equal(end.unread, lines.filter(({ node }) => node.missing === undefined).length);
  const { node } = lines.find((line) => line.node.id === gone.id);
  assert.equal(node.missing, undefined);
  assert.ok(node.state.MissingCount > 0);
});

test('a node whose count is absent or unknown is read, and not taken to miss nothing', LIMIT, async () => {
  const start = worker.calls.length;
  let ids;
  const change = ({ InstancePatchStates: states }) => {
    ids ??= states.slice(0, 2).map(({ InstanceId }) => InstanceId);
    const odd = [{ MissingCount: undefined }, { MissingCount: -1 }];
    return { InstancePatchStates: states.map((state, index) => ({ ...state, ...odd[index] })) };
  };
  worker.faults = ({ operation }) => (operation === STATES ? { kind: 'lie', change } : undefined);
  const lines = await (await worker.get(FLEET)).lines();
  const asked = callsOf(start, PATCHES).map(({ input }) => input.InstanceId);
  for (const id of ids) {
    const { node } = lines.find((line) => line.node?.id === id);
    assert.ok(asked.includes(id));
    assert.equal(node.missing.length, missing(nodes().find((it) => it.id === id)).length);
  }
});

test('an error before the first line has a status of its own', LIMIT, async () => {
  for (const operation of [LIST, STATES]) {
    worker.faults = startingAt(operation, 1, DENIED);
    const answer = await worker.get(FLEET);
    assert.equal(answer.status, 502, operation);
    const { action, requestId, ...rest } = JSON.parse(await answer.text()).error;
    assert.match(action, /^list /);
    assert.match(requestId, /^[0-9a-f-]{36}$/);
    const told = { code: 'service', reason: 'denied', awsCode: 'AccessDeniedException' };
    assert.deepEqual(rest, { ...told, status: 400, attempts: 1 });
  }
});

test('keys that the service rejects are an error and no empty fleet', LIMIT, async (t) => {
  const secret = 'wrong/SECRET+of+forty+characters+0123456';
  const wrong = await open({ nodes: 5, env: { AWS_SECRET_ACCESS_KEY: secret } });
  t.after(wrong.close);
  const answer = await wrong.get(FLEET);
  assert.equal(answer.status, 502);
  const { error } = JSON.parse(await answer.text());
  assert.equal(error.awsCode, 'InvalidSignatureException');
  assert.equal(error.reason, 'denied');
  await wrong.logs(/patchlens: .*InvalidSignatureException/);
  assert.deepEqual(leaks(wrong.said), []);
  assert.ok(!wrong.said.join('').includes(secret));
});

test('a wrong token gets 401 and nothing else, for any path', LIMIT, async () => {
  const start = worker.requests.length;
  for (const authorization of ['Bearer wrongwrongwrongwrong', `Bearer ${TOKEN}x`, 'Bearer ', TOKEN, '']) {
    for (const path of [FLEET, 'nope']) {
      const answer = await worker.get(path, { headers: { authorization } });
      assert.equal(answer.status, 401, authorization);
      assert.equal(await answer.text(), '{"error":{"code":"unauthorized"}}');
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
    }
  }
  assert.equal(worker.requests.length, start, 'nothing was sent to AWS');
});

test('an unknown path is 404, another method 405', LIMIT, async () => {
  const unknown = await worker.get('nope');
  assert.equal(unknown.status, 404);
  assert.equal(await unknown.text(), '{"error":{"code":"not-found"}}');
  const posted = await worker.get(FLEET, { method: 'POST' });
  assert.equal(posted.status, 405);
  assert.equal(posted.headers.get('allow'), 'GET');
});

test('a setting that is missing or wrong is named in the log and nowhere else', LIMIT, async () => {
  for (const [env, words] of [
    [
      { ACCESS_TOKEN: '', AWS_SECRET_ACCESS_KEY: ' ', AWS_SESSION_TOKEN: 'one\ntwo' },
      /: AWS_SECRET_ACCESS_KEY missing, ACCESS_TOKEN missing, AWS_SESSION_TOKEN has white space in it\n/,
    ],
    [{ ACCESS_TOKEN: 'guess' }, /ACCESS_TOKEN shorter than 16 characters/],
    [{ AWS_ENDPOINT_URL: 'http://example.com/' }, /Cannot create a PatchClient: .*endpoint/],
  ]) {
    const wrong = await open({ nodes: 5, env });
    const answer = await wrong.get(FLEET, { token: env.ACCESS_TOKEN || TOKEN });
    assert.equal(answer.status, 500);
    assert.equal(await answer.text(), '{"error":{"code":"misconfigured"}}');
    await wrong.logs(words);
    assert.equal(wrong.requests.length, 0);
    await wrong.close();
  }
});

test('no secret was in any response, header or log of these tests', LIMIT, () => {
  assert.ok(worker.said.join('').includes('"end"'), 'responses were recorded');
  assert.ok(worker.said.join('').includes('patchlens: {'), 'the log was recorded');
  assert.deepEqual(leaks(worker.said), []);
});
