/** Which failures are retried, how often, and after which delay. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf, failure, REGION, scripted, served, stalled } from '../conversation.js';

const OPERATION = 'DescribeInstanceInformation';
const THROTTLE = { kind: 'throttle', retryAfterMs: 30 };

/** An SSM that fails in this way for the first `first` requests. */
function struck(fault, first = 2) {
  return served({ faults: [{ operation: OPERATION, first, fault }] });
}

function refused(status, { code, headers } = {}) {
  const body = JSON.stringify(code === undefined ? {} : { __type: code, message: 'No' });
  return new Response(body, { status, headers });
}

/** How many requests a call makes if each gets this response. */
async function requestsOn(answer, options) {
  const fetch = scripted(answer);
  const error = await failure(clientOf(fetch, options).describeInstanceInformation());
  assert.equal(error.attempts, fetch.requests.length);
  return fetch.requests.length;
}

/** Makes the delays deterministic: `share` of the longest. */
function fixJitter(t, share) {
  t.mock.method(Math, 'random', () => share);
}

test('a throttled call is retried after the service’s hint, and returns its total delay', async (t) => {
  fixJitter(t, 0);
  const ssm = await struck(THROTTLE);
  const startedAt = performance.now();
  const { $metadata } = await ssm.client().describeInstanceInformation();
  const elapsedMs = performance.now() - startedAt;
  assert.equal($metadata.attempts, 3);
  assert.equal($metadata.totalRetryDelayMs, 60);
  assert.ok(elapsedMs >= 58, `${elapsedMs} ms`);
  assert.equal(ssm.records.length, 3);
});

test('a server error is retried with any body', async () => {
  for (const body of [undefined, '', '<html>', '{"half']) {
    const ssm = await struck({ kind: 'fail', status: 503, body });
    const { $metadata } = await ssm.client().describeInstanceInformation();
    assert.equal($metadata.attempts, 3);
    assert.equal(ssm.records.length, 3);
  }
});

test('an interrupted connection is retried', async () => {
  const ssm = await struck({ kind: 'reset' });
  const { $metadata } = await ssm.client().describeInstanceInformation();
  assert.equal($metadata.attempts, 3);
});

test('an attempt without a response times out and is retried', async () => {
  const ssm = await struck({ kind: 'stall' }, 1);
  const { $metadata } = await ssm.client({ attemptTimeoutMs: 300 }).describeInstanceInformation();
  assert.equal($metadata.attempts, 2);
});

test('an attempt that times out is aborted', async () => {
  const fetch = scripted(stalled, {});
  await clientOf(fetch, { attemptTimeoutMs: 20 }).describeInstanceInformation();
  const [first, second] = fetch.requests;
  assert.ok(first.signal.aborted);
  assert.ok(!second.signal.aborted);
});

test('the call fails with the error of its last attempt', async (t) => {
  fixJitter(t, 0);
  const ssm = await struck(THROTTLE, 10);
  const error = await failure(ssm.client({ maxAttempts: 4 }).describeInstanceInformation());
  assert.equal(error.code, 'service');
  assert.equal(error.awsCode, 'ThrottlingException');
  assert.deepEqual([error.status, error.attempts, error.retryable], [400, 4, true]);
  assert.equal(error.requestId, ssm.records.at(-1).requestId);
  assert.equal(ssm.records.length, 4);
});

test('maxAttempts counts the first attempt; 3 is the default', async (t) => {
  fixJitter(t, 0);
  assert.equal(await requestsOn(refused(500)), 3);
  assert.equal(await requestsOn(refused(500), { maxAttempts: 1 }), 1);
  assert.equal(await requestsOn(refused(500), { maxAttempts: 7 }), 7);
});

test('the code takes precedence over the status, which decides if there is no code', async (t) => {
  fixJitter(t, 0);
  for (const status of [429, 500, 502, 503, 504])
    assert.equal(await requestsOn(refused(status)), 3);
  for (const status of [302, 400, 403, 404, 413, 501, 505]) {
    assert.equal(await requestsOn(refused(status)), 1, String(status));
  }
  for (const code of ['Throttling', 'SlowDown', 'RequestLimitExceeded', 'RequestTimeout']) {
    assert.equal(await requestsOn(refused(400, { code })), 3, code);
  }
  for (const code of ['ValidationException', 'AccessDeniedException', 'ExpiredTokenException']) {
    assert.equal(await requestsOn(refused(400, { code })), 1, code);
  }
});

test('a truncated output is not retried', async () => {
  const ssm = await served({ faults: [{ fault: { kind: 'cut' } }] });
  const error = await failure(ssm.client().describeInstanceInformation());
  assert.equal(error.code, 'malformed-response');
  assert.equal(ssm.records.length, 1);
});

test('delays are a random part of a time that doubles', async (t) => {
  fixJitter(t, 0.5);
  const fetch = scripted(refused(500), refused(500), {});
  const { $metadata } = await clientOf(fetch).describeInstanceInformation();
  assert.equal($metadata.totalRetryDelayMs, 25 + 50);
});

test('the service’s hints are followed in each of their forms', async (t) => {
  fixJitter(t, 0);
  for (const [headers, waitedMs] of [
    [{ 'x-amz-retry-after': '40' }, 40],
    [{ 'retry-after': '0.04' }, 40],
    [{ 'x-amz-retry-after': '10', 'retry-after': '60' }, 10],
    [{ 'x-amz-retry-after': 'soon', 'retry-after': 'later' }, 0],
    [{ 'retry-after': 'Tue, 14 Nov 2023 22:13:20 GMT' }, 0],
  ]) {
    const fetch = scripted(refused(503, { headers }), {});
    const { $metadata } = await clientOf(fetch).describeInstanceInformation();
    assert.equal($metadata.totalRetryDelayMs, waitedMs, JSON.stringify(headers));
  }
});

test('each attempt is signed with its own timestamp', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 10, 21, 23, 59, 59) });
  const fetch = scripted(() => {
    t.mock.timers.setTime(Date.UTC(2026, 10, 22));
    return refused(500);
  }, {});
  await clientOf(fetch).describeInstanceInformation();
  const [first, second] = fetch.requests.map(({ headers }) => headers);
  assert.equal(first.get('x-amz-date'), '20261121T235959Z');
  assert.equal(second.get('x-amz-date'), '20261122T000000Z');
  assert.ok(second.get('authorization').includes(`/20261122/${REGION}/ssm/aws4_request`));
});

test('a client whose calls keep failing stops retrying; other clients do not', async (t) => {
  fixJitter(t, 0);
  const fetch = scripted(refused(500));
  const client = clientOf(fetch, { maxAttempts: 100 });
  const attempts = [];
  for (let call = 0; call < 2; call += 1) {
    attempts.push((await failure(client.describeInstanceInformation())).attempts);
  }
  // 500 tokens are enough for 35 retries at 14 each.
  assert.deepEqual(attempts, [36, 1]);
  assert.equal(await requestsOn(refused(500)), 3, 'another client has a quota of its own');
});
