/**
 * The retry mode `adaptive`: the rate of a client after the service has throttled it. Rust tests
 * cover the rate limiter itself (`tests/core/rate_limiter.rs`).
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf, failure, rejection, scripted } from '../conversation.js';

/** A service that throttles the first request. */
function throttling(...answers) {
  return scripted(Response.json({ __type: 'ThrottlingException' }, { status: 400 }), ...answers);
}

test('a throttled client waits before its next attempts, a standard one does not', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  for (const [retryMode, isSlow] of [
    ['adaptive', true],
    ['standard', false],
  ]) {
    const fetch = throttling({});
    const startedAt = performance.now();
    const { $metadata } = await clientOf(fetch, { retryMode }).describeInstanceInformation();
    const elapsedMs = performance.now() - startedAt;
    assert.equal(elapsedMs > 900, isSlow, `${retryMode}: ${elapsedMs} ms`);
    assert.equal($metadata.totalRetryDelayMs, 0, 'that is of retries alone');
  }
});

test('a signal and timeoutMs end a wait for the rate limiter', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  const fetch = throttling({});
  const client = clientOf(fetch, { retryMode: 'adaptive', maxAttempts: 1 });
  await failure(client.describeInstanceInformation());
  const signal = AbortSignal.timeout(20);
  assert.equal(await rejection(client.describeInstanceInformation({}, { signal })), signal.reason);
  const late = await failure(client.describeInstanceInformation({}, { timeoutMs: 20 }));
  assert.equal(late.code, 'timeout');
  assert.equal(fetch.requests.length, 1);
});

test('concurrent calls share one rate limiter and one retry quota', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  const fetch = scripted(new Response('', { status: 500 }));
  const client = clientOf(fetch, { maxAttempts: 100 });
  const calls = Array.from({ length: 5 }, () => failure(client.describeInstanceInformation()));
  await Promise.all(calls);
  // 500 tokens pay for 35 retries at 14 each, over all calls.
  assert.equal(fetch.requests.length, 5 + 35);
});
