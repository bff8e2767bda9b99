/** The Worker in Cloudflare's runtime, with a script as its client. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import {
  KEYS,
  leaks,
  linesOf,
  openWorker,
  ORIGIN,
  REGION,
  ROLE,
  SESSION_KEYS,
  TOKEN,
} from './worker-rig.js';

const NODES = 1000;
const LIMIT = { timeout: 60_000 };
const FLEET = 'api/fleet';
const RELOAD = { headers: { 'cache-control': 'no-cache' } };
const OTHER_ORIGIN = 'https://portal.example.com.evil.example';

let worker;
before(async () => {
  worker = await openWorker({ nodes: NODES });
}, LIMIT);
after(() => worker?.close());
afterEach(() => {
  worker.faults = undefined;
});

const idOf = ({ node }) => node.id;
const scanned = () => [...worker.fleet.nodes()].find(([, node]) => node.isScanned)[1];
const callsOf = (from, operation) =>
  worker.calls.slice(from).filter((call) => call.operation === operation);

test('a fleet of 1,000 nodes comes as lines, each node with its patch state', LIMIT, async () => {
  const from = worker.calls.length;
  const answer = await worker.get(FLEET);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^application\/x-ndjson/);
  const lines = await answer.lines();
  assert.deepEqual(lines.pop(), { end: { count: NODES } });
  const nodes = [...worker.fleet.nodes()].map(([, node]) => node);
  assert.deepEqual(lines.map(idOf).sort(), nodes.map(({ id }) => id).sort());
  for (const { id, isScanned } of nodes) {
    const { node } = lines.find((line) => idOf(line) === id);
    assert.equal(node.info.InstanceId, id);
    assert.equal(node.state?.InstanceId, isScanned ? id : undefined);
  }
  const batches = callsOf(from, 'DescribeInstancePatchStates');
  assert.equal(Math.max(...batches.map(({ input }) => input.InstanceIds.length)), 50);
});

test('the patches of a node come as lines', LIMIT, async () => {
  const node = scanned();
  const lines = await (await worker.get(`api/nodes/${node.id}/patches`)).lines();
  const patches = worker.fleet.patches(node);
  assert.deepEqual(lines.pop(), { end: { count: patches.length } });
  assert.deepEqual(
    lines.map(({ patch }) => patch.KBId),
    patches.map(({ kbId }) => kbId),
  );
});

test('lines arrive while the paginator is still running', LIMIT, async () => {
  let goOn;
  const gate = new Promise((resolve) => (goOn = resolve));
  const from = worker.calls.length;
  worker.faults = async (_, number) => (number - from > 12 ? void (await gate) : undefined);
  const { body } = await worker.get(FLEET, RELOAD);
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const { value: first } = await reader.read();
  assert.ok(linesOf(first.slice(0, first.lastIndexOf('\n'))).length > 0);
  assert.ok(worker.calls.length - from < 20, 'the paginator is not done');
  goOn();
  let rest = first;
  for (let next = await reader.read(); !next.done; next = await reader.read()) rest += next.value;
  assert.deepEqual(linesOf(rest).at(-1), { end: { count: NODES } });
});

test('a client that goes away stops the paginator', LIMIT, async () => {
  worker.faults = () => ({ kind: 'stall', ms: 30 });
  const from = worker.calls.length;
  const abort = new AbortController();
  const { body } = await worker.get(FLEET, { ...RELOAD, signal: abort.signal });
  await body.getReader().read();
  abort.abort();
  // A whole fleet takes 40 calls. Calls in flight may finish, but no others may start.
  await settled(() => worker.requests.length);
  const sent = worker.calls.length - from;
  assert.ok(sent < 25, `${sent} calls`);
});

/** Resolves once a number has not changed for half a second. */
async function settled(read) {
  for (let last; last !== read(); ) {
    last = read();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

for (const [name, headers] of Object.entries({
  'a wrong token': { authorization: 'Bearer wrongwrongwrongwrongwron' },
  'a token that begins right': { authorization: 'Bearer kX7vQ2mZ9pL4wT8sB3nR6y' },
  'an empty token': { authorization: 'Bearer ' },
  'another scheme': { authorization: 'Basic a1g3dlEybVo5cEw0d1Q4c0IzblI2eUMx' },
})) {
  test(`${name} gets 401 and nothing else, for any path`, LIMIT, async () => {
    const from = worker.requests.length;
    for (const path of [FLEET, 'api/connection', `api/nodes/${scanned().id}/patches`, 'api/nope']) {
      const answer = await worker.get(path, { headers });
      assert.equal(answer.status, 401, path);
      assert.equal(await answer.text(), '{"error":{"code":"unauthorized"}}');
      assert.equal(answer.headers.get('etag'), null);
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
    }
    assert.equal(worker.requests.length, from, 'nothing was sent to AWS');
  });
}

test('an unknown path is 404, another method 405, and both say nothing more', LIMIT, async () => {
  for (const path of ['api/nope', 'api/fleet/', 'api/nodes//patches', 'api/nodes/..%2f/patches']) {
    const answer = await worker.get(path);
    assert.equal(answer.status, 404, path);
    assert.equal(await answer.text(), '{"error":{"code":"not-found"}}');
  }
  const outside = await worker.get('no-such-file.txt');
  assert.equal(outside.status, 404);
  assert.equal(await outside.text(), '{"error":{"code":"not-found"}}');
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const answer = await worker.get(FLEET, { method });
    assert.equal(answer.status, 405, method);
    assert.equal(await answer.text(), '{"error":{"code":"method-not-allowed"}}');
    assert.equal(answer.headers.get('allow'), 'GET, OPTIONS');
  }
});

test('a cached stream does not cause another call', LIMIT, async () => {
  const first = await worker.get(FLEET, RELOAD);
  const etag = first.headers.get('etag');
  const text = await first.text();
  assert.equal(first.headers.get('cache-control'), 'private, no-cache');
  assert.match(first.headers.get('vary'), /Authorization/);
  await worker.kept(etag);
  const from = worker.requests.length;
  for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const answer = await worker.get(FLEET, { headers: { 'if-none-match': tag } });
    assert.equal(answer.status, 304, tag);
    assert.equal(await answer.text(), '');
    assert.equal(answer.headers.get('etag'), etag);
  }
  const again = await worker.get(FLEET, { headers: { 'if-none-match': '"other"' } });
  assert.equal(again.status, 200);
  assert.equal(await again.text(), text);
  const wrong = { 'if-none-match': etag, authorization: 'Bearer wrongwrongwrongwrong' };
  assert.equal((await worker.get(FLEET, { headers: wrong })).status, 401);
  assert.equal(worker.requests.length, from, 'nothing was sent to AWS');
  const reloaded = await worker.get(FLEET, RELOAD);
  assert.notEqual(reloaded.headers.get('etag'), etag);
  await reloaded.text();
  assert.ok(worker.requests.length > from, 'AWS was read again');
});

test('only pages of the configured origin may send requests', LIMIT, async () => {
  const send = (origin, method = 'GET') =>
    worker.get('api/connection', { method, headers: { origin } });
  const allowed = await send(ORIGIN);
  assert.deepEqual(await allowed.lines(), [{ region: REGION }]);
  assert.equal(allowed.headers.get('access-control-allow-origin'), ORIGIN);
  const preflight = await send(ORIGIN, 'OPTIONS');
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), ORIGIN);
  assert.match(preflight.headers.get('access-control-allow-headers'), /authorization/);
  assert.equal(preflight.headers.get('access-control-allow-methods'), 'GET');
  for (const answer of [allowed, preflight]) assert.match(answer.headers.get('vary'), /Origin/);
  for (const origin of [OTHER_ORIGIN, 'null', ORIGIN.replace('https', 'http')]) {
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await send(origin, method);
      const cors = [...headers.keys()].filter((name) => name.startsWith('access-control-'));
      assert.deepEqual(cors, [], `${method} from ${origin}`);
      assert.match(headers.get('vary'), /Origin/);
    }
  }
});

test('an error before the first line has a status of its own', LIMIT, async () => {
  worker.faults = () => ({ kind: 'fail', status: 400, code: 'AccessDeniedException' });
  const answer = await worker.get(FLEET, RELOAD);
  assert.equal(answer.status, 502);
  const { error } = JSON.parse(await answer.text());
  const { requestId, ...rest } = error;
  assert.match(requestId, /^[0-9a-f-]{36}$/);
  assert.deepEqual(rest, {
    code: 'service',
    reason: 'denied',
    operation: 'DescribeInstanceInformation',
    awsCode: 'AccessDeniedException',
    status: 400,
    attempts: 1,
  });
});

test('an unknown node is 404, an id that cannot be one 400', LIMIT, async () => {
  const unknown = await worker.get('api/nodes/i-0123456789abcdef0/patches');
  assert.equal(unknown.status, 404);
  assert.equal(JSON.parse(await unknown.text()).error.awsCode, 'InvalidInstanceId');
  assert.equal((await worker.get('api/nodes/nonsense/patches')).status, 400);
});

test('an error during the stream is the last line, and the stream is not cached', LIMIT, async () => {
  const from = worker.calls.length;
  const fault = { kind: 'fail', status: 400, code: 'AccessDeniedException' };
  worker.faults = (_, number) => (number - from > 20 ? fault : undefined);
  const answer = await worker.get(FLEET, RELOAD);
  assert.equal(answer.status, 200);
  const lines = await answer.lines();
  const { error } = lines.pop();
  assert.equal(error.awsCode, 'AccessDeniedException');
  assert.equal(error.requestId.length, 36);
  assert.equal('message' in error, false);
  assert.ok(lines.length > 0 && lines.every((line) => 'node' in line));
  worker.faults = undefined;
  const headers = { 'if-none-match': answer.headers.get('etag') };
  assert.equal((await worker.get(FLEET, { headers })).status, 200);
});

test('credentials can be those of a session, or of a role that is assumed once', LIMIT, async () => {
  const session = await openWorker({ nodes: 60, env: environment(SESSION_KEYS) });
  assert.equal((await (await session.get(FLEET)).lines()).length, 61);
  const env = { AWS_ROLE_ARN: ROLE, AWS_ROLE_EXTERNAL_ID: 'portal-42' };
  const role = await openWorker({ nodes: 60, env });
  for (let i = 0; i < 2; i++) assert.equal((await (await role.get(FLEET, RELOAD)).lines()).length, 61);
  const assumed = role.requests.filter(({ operation }) => operation === 'AssumeRole');
  assert.equal(assumed.length, 1);
  const others = role.requests.filter(({ operation }) => operation !== 'AssumeRole');
  assert.ok(others.every(({ accessKeyId }) => accessKeyId !== KEYS.accessKeyId));
  for (const one of [session, role]) {
    assert.deepEqual(leaks(one.said), []);
    await one.close();
  }
});

test('the message of AWS about wrong keys, or about a role, is not passed on', LIMIT, async () => {
  const secretAccessKey = 'wrong/SECRET+of+forty+characters+0123456';
  const wrongs = {
    InvalidSignatureException: environment({ ...SESSION_KEYS, secretAccessKey }),
    AccessDenied: { AWS_ROLE_ARN: ROLE, AWS_ROLE_EXTERNAL_ID: 'another' },
  };
  for (const [awsCode, env] of Object.entries(wrongs)) {
    const wrong = await openWorker({ nodes: 5, env });
    const answer = await wrong.get(FLEET);
    assert.equal(answer.status, 502);
    assert.equal(JSON.parse(await answer.text()).error.awsCode, awsCode);
    await wrong.logs(new RegExp(`patchlens: .*${awsCode}`));
    assert.deepEqual(leaks(wrong.said), []);
    assert.ok(!wrong.said.join('').includes(secretAccessKey));
    await wrong.close();
  }
});

test('a message that quotes what was signed is not passed on, nor logged', LIMIT, async () => {
  const session = await openWorker({ nodes: 400, env: environment(SESSION_KEYS) });
  const message = `The canonical string is 'x-amz-security-token:${SESSION_KEYS.sessionToken}'`;
  const fault = { kind: 'fail', status: 400, code: 'InvalidSignatureException', message };
  for (const after of [0, 9]) {
    const from = session.calls.length;
    session.faults = (_, number) => (number - from > after ? fault : undefined);
    const lines = await (await session.get(FLEET, RELOAD)).lines();
    assert.equal(lines.at(-1).error.awsCode, 'InvalidSignatureException');
  }
  await session.logs(/patchlens: .*InvalidSignatureException[^]*patchlens: .*InvalidSignatureException/);
  assert.deepEqual(leaks(session.said), []);
  await session.close();
});

test('a Worker without a secret serves nothing, and its log names the secret', LIMIT, async () => {
  for (const name of ['ACCESS_TOKEN', 'AWS_SECRET_ACCESS_KEY']) {
    const lacking = await openWorker({ nodes: 5, env: { [name]: '' } });
    const answer = await lacking.get(FLEET);
    assert.equal(answer.status, 500);
    assert.equal(await answer.text(), '{"error":{"code":"misconfigured"}}');
    await lacking.logs(new RegExp(`${name} missing`));
    await lacking.close();
  }
  const short = await openWorker({ nodes: 5, env: { ACCESS_TOKEN: 'guess' } });
  assert.equal((await short.get(FLEET, { token: 'guess' })).status, 500);
  await short.close();
});

test('white space around secrets is ignored', LIMIT, async (t) => {
  const padded = (value) => ` \t${value}\r\n`;
  const env = Object.fromEntries(
    Object.entries({
      ...environment(SESSION_KEYS),
      ACCESS_TOKEN: TOKEN,
      AWS_REGION: REGION,
      ALLOWED_ORIGIN: ORIGIN,
    }).map(([name, value]) => [name, padded(value)]),
  );
  const own = await openWorker({ nodes: 5, env });
  t.after(own.close);
  const answer = await own.get(FLEET, { headers: { origin: ORIGIN } });
  assert.equal((await answer.lines()).length, 6);
  assert.equal(answer.headers.get('access-control-allow-origin'), ORIGIN);
});

test('white space inside of a secret is an error that names it, and no more', LIMIT, async (t) => {
  for (const [name, value] of Object.entries({
    AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
    AWS_SESSION_TOKEN: SESSION_KEYS.sessionToken,
    ACCESS_TOKEN: TOKEN,
  })) {
    const broken = `${value.slice(0, 8)}\n${value.slice(8)}`;
    const own = await openWorker({ nodes: 5, env: { [name]: broken } });
    t.after(own.close);
    const answer = await own.get(FLEET);
    assert.equal(answer.status, 500);
    assert.equal(await answer.text(), '{"error":{"code":"misconfigured"}}');
    await own.logs(new RegExp(`${name} has white space in it`));
    assert.ok(!own.said.join('').includes(value.slice(8)));
    assert.equal(own.requests.length, 0);
  }
});

test('the states of nodes are AWS’s own: what is absent or odd stays so', LIMIT, async (t) => {
  const own = await openWorker({ nodes: 20 });
  t.after(own.close);
  const ODD = [{ MissingCount: undefined }, { FailedCount: -1 }, { SecurityNonCompliantCount: '3' }];
  let ids;
  const change = ({ InstancePatchStates }) => {
    ids = InstancePatchStates.map(({ InstanceId }) => InstanceId);
    const others = InstancePatchStates.slice(1);
    return { InstancePatchStates: others.map((state, index) => ({ ...state, ...ODD[index] })) };
  };
  own.faults = ({ operation }) =>
    operation === 'DescribeInstancePatchStates' ? { kind: 'lie', change } : undefined;
  const lines = await (await own.get(FLEET)).lines();
  const states = new Map(lines.slice(0, -1).map(({ node }) => [node.id, node.state]));
  assert.equal(states.size, 20);
  assert.equal(states.get(ids[0]), undefined);
  assert.equal('MissingCount' in states.get(ids[1]), false);
  assert.equal(states.get(ids[2]).FailedCount, -1);
  assert.equal(states.get(ids[3]).SecurityNonCompliantCount, '3');
});

test('no secret was in any response, header or log of these tests', LIMIT, () => {
  assert.ok(worker.said.join('').includes('"end"'), 'responses were recorded');
  assert.ok(worker.said.join('').includes('patchlens: {'), 'the log was recorded');
  assert.deepEqual(leaks(worker.said), []);
  const halves = [TOKEN.slice(0, 9), TOKEN.slice(9)];
  assert.deepEqual(leaks([...worker.said, ...halves]), [TOKEN], 'the search finds one');
});

function environment({ accessKeyId, secretAccessKey, sessionToken }) {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}
