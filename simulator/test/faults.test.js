import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, KEYS, NOW, SESSION, signedRequest, simulatorAt } from './signed-call.js';

/** A simulator that applies the fault to every call. */
function faulty(fault, options = {}) {
  return simulatorAt({ faults: [{ fault }], ...options });
}

test('throttle: ThrottlingException with status 400, and a retry hint', async () => {
  const { status, headers, body } = await call(faulty({ kind: 'throttle' }), {});
  assert.deepEqual(
    [status, body],
    [400, { __type: 'ThrottlingException', message: 'Rate exceeded' }],
  );
  assert.equal(headers.get('x-amz-retry-after'), null);
  const hinting = faulty({ kind: 'throttle', code: 'SlowDown', retryAfterMs: 1500 });
  const hinted = await call(hinting, {});
  assert.equal(hinted.headers.get('x-amz-retry-after'), '1500');
  assert.equal(hinted.body.__type, 'SlowDown');
});

test('fail: a status and a code, or any text', async () => {
  const internal = await call(faulty({ kind: 'fail' }), {});
  assert.deepEqual([internal.status, internal.body.__type], [500, 'InternalServerError']);
  const empty = await call(faulty({ kind: 'fail', status: 503, body: '' }), {});
  assert.deepEqual([empty.status, empty.text], [503, '']);
  const html = {
    kind: 'fail',
    status: 502,
    body: '<html>Bad Gateway</html>',
    contentType: 'text/html',
  };
  const gateway = await call(faulty(html), {});
  assert.deepEqual([gateway.status, gateway.text], [502, '<html>Bad Gateway</html>']);
  assert.equal(gateway.headers.get('content-type'), 'text/html');
});

test('cut: the beginning of the right body', async () => {
  const whole = (await call(simulatorAt(), {})).text;
  const half = await call(faulty({ kind: 'cut' }), {});
  assert.equal(half.status, 200);
  assert.equal(half.text, whole.slice(0, whole.length >> 1));
  assert.equal(half.headers.get('content-length'), String(half.text.length));
  const short = await call(faulty({ kind: 'cut', bytes: 10 }), {});
  assert.equal(short.text, whole.slice(0, 10));
});

test('reset: a network error', async () => {
  const simulator = faulty({ kind: 'reset' });
  const response = await simulator.handle(await signedRequest({}));
  assert.equal(response.type, 'error');
});

test('lie: the changed output, with its timestamps', async () => {
  const change = ({ InstanceInformationList: [first] }) => ({
    InstanceInformationList: [first, first],
  });
  const { body } = await call(faulty({ kind: 'lie', change }), {});
  const [first, second] = body.InstanceInformationList;
  assert.deepEqual(first, second);
  assert.equal(typeof first.LastPingDateTime, 'number');
});

test('stall: a late response', async () => {
  const startedAt = performance.now();
  const { status } = await call(faulty({ kind: 'stall', ms: 40 }), {});
  assert.equal(status, 200);
  assert.ok(performance.now() - startedAt >= 35);
});

test('stall: no response until the client gives up', async () => {
  const reason = new Error('gave up');
  const controller = new AbortController();
  const request = await signedRequest({ signal: controller.signal });
  const response = faulty({ kind: 'stall' }).handle(request);
  setTimeout(() => controller.abort(reason), 20);
  await assert.rejects(response, (error) => error === reason);
});

test('a stall ends at once if the client is gone already', async () => {
  const simulator = faulty({ kind: 'stall' });
  const controller = new AbortController();
  const request = await signedRequest({ signal: controller.signal });
  const response = simulator.handle(request);
  controller.abort();
  await assert.rejects(response, { name: 'AbortError' });
});

async function statuses(simulator, operations) {
  const result = [];
  for (const operation of operations) {
    const input = operation === 'DescribeInstancePatchStates' ? { InstanceIds: [] } : {};
    result.push((await call(simulator, { operation, input })).status);
  }
  return result;
}
const NODES = 'DescribeInstanceInformation';
const STATES = 'DescribeInstancePatchStates';
const fault = { kind: 'fail' };

test('a rule applies to the first calls of an operation, or to every n-th', async () => {
  const simulator = simulatorAt({
    faults: [
      { operation: STATES, first: 1, fault },
      { operation: NODES, every: 2, fault: { kind: 'throttle' } },
    ],
  });
  const operations = [NODES, STATES, STATES, NODES, NODES, NODES];
  assert.deepEqual(await statuses(simulator, operations), [200, 500, 200, 400, 200, 400]);
});

test('a rule applies to calls that exceed a rate', async () => {
  let now = NOW;
  const simulator = simulatorAt({ now: () => now, faults: [{ perSecond: 2, fault }] });
  assert.deepEqual(await statuses(simulator, [NODES, NODES, NODES]), [200, 200, 500]);
  now += 1000;
  assert.deepEqual(await statuses(simulator, [NODES, NODES, NODES]), [200, 200, 500]);
});

test('a bucket fills steadily up to a burst, and a throttled call takes no token', async () => {
  let now = NOW;
  const rule = { perSecond: 10, burst: 2, fault };
  const simulator = simulatorAt({ now: () => now, faults: [rule] });
  assert.deepEqual(await statuses(simulator, [NODES, NODES, NODES, NODES]), [200, 200, 500, 500]);
  now += 100;
  assert.deepEqual(await statuses(simulator, [NODES, NODES]), [200, 500]);
  now += 60_000;
  assert.deepEqual(await statuses(simulator, [NODES, NODES, NODES]), [200, 200, 500]);
});

test('a rule applies to a share of the calls, the same ones each time', async () => {
  const run = () =>
    statuses(simulatorAt({ faults: [{ rate: 0.25, fault }] }), Array(80).fill(NODES));
  const first = await run();
  const failed = first.filter((status) => status === 500).length;
  assert.ok(failed > 8 && failed < 35, String(failed));
  assert.deepEqual(await run(), first);
});

test('a function decides about each call with a valid signature', async () => {
  const calls = [];
  const faults = async (one) => {
    calls.push(one);
    return one.input.MaxResults === 5 ? fault : undefined;
  };
  const simulator = simulatorAt({ faults });
  assert.equal((await call(simulator, { input: { MaxResults: 5 } })).status, 500);
  assert.equal((await call(simulator, { input: { MaxResults: 6 } })).status, 200);
  await call(simulator, { credentials: { ...KEYS, secretAccessKey: 'x' } });
  assert.deepEqual(calls, [
    { operation: NODES, input: { MaxResults: 5 }, accessKeyId: KEYS.accessKeyId },
    { operation: NODES, input: { MaxResults: 6 }, accessKeyId: KEYS.accessKeyId },
  ]);
});

test('an unknown kind of fault is a TypeError that lists the known ones', () => {
  assert.throws(() => faulty({ kind: 'explode' }), {
    name: 'TypeError',
    message:
      'faults: unknown kind "explode"; expected one of throttle, fail, stall, cut, reset, lie',
  });
});

test('onRequest receives the operation and the outcome of each request, and no secret', async () => {
  const records = [];
  const onRequest = (record) => records.push(record);
  const simulator = simulatorAt({ onRequest, faults: [{ operation: STATES, fault }] });
  const { headers } = await call(simulator, { credentials: SESSION });
  await call(simulator, { operation: STATES, url: 'http://localhost:1/ssm/' });
  await call(simulator, { credentials: { ...KEYS, secretAccessKey: 'mistyped-secret' } });
  const [successful, failed, refused] = records.map(({ requestId, ...rest }) => rest);
  assert.equal(records[0].requestId, headers.get('x-amzn-requestid'));
  const common = { method: 'POST', path: '/', operation: NODES };
  assert.deepEqual(successful, {
    ...common,
    accessKeyId: SESSION.accessKeyId,
    status: 200,
    code: undefined,
  });
  assert.deepEqual(failed, {
    method: 'POST',
    path: '/ssm/',
    operation: STATES,
    accessKeyId: KEYS.accessKeyId,
    fault: 'fail',
    status: 500,
    code: 'InternalServerError',
  });
  assert.deepEqual(refused, { ...common, status: 400, code: 'InvalidSignatureException' });
  const secrets = [KEYS.secretAccessKey, SESSION.secretAccessKey, SESSION.sessionToken, 'mistyped'];
  assert.ok(secrets.every((secret) => !JSON.stringify(records).includes(secret)));
});
