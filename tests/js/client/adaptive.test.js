/** The retry mode `adaptive`: how fast a client sends once the service has throttled it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Limiter } from '../../../src/js/limiter.js';
import { clientOf, failure, rejection, scripted } from '../conversation.js';

const VECTORS = new URL('../../data/vectors/retry-vectors.json', import.meta.url);
const { adaptive } = JSON.parse(readFileSync(VECTORS, 'utf8'));

/** A service that throttles its first answer. */
function throttling(...answers) {
  return scripted(Response.json({ __type: 'ThrottlingException' }, { status: 400 }), ...answers);
}

for (const { name, start_time: start, steps, js_v3: javascript } of adaptive) {
  test(`the limiter’s rates are botocore’s: ${name}`, () => {
    const limiter = new Limiter(start * 1000);
    for (const [index, step] of steps.entries()) {
      limiter.update(step.throttled, step.t * 1000);
      near(limiter.measured, step.measured_rate);
      near(limiter.rate, step.fill_rate);
      near(limiter.tokens, step.available);
      // The JavaScript SDK rounds to eight digits, and its bucket starts to fill later.
      near(limiter.rate, javascript[index].fill_rate);
    }
  });
}

function near(value, expected) {
  assert.ok(Math.abs(value - expected) < 1e-6, `${value}, not ${expected}`);
}

test('a limiter lets everything pass until it is throttled, and then each as it has tokens', () => {
  const limiter = new Limiter(0);
  for (let call = 0; call < 100; call += 1) assert.equal(limiter.wait(call), 0);
  limiter.update(true, 1000);
  assert.equal(limiter.wait(1000), 0, 'there is a token left from before');
  const waitMs = limiter.wait(1000);
  assert.ok(waitMs > 0);
  assert.ok(limiter.wait(1000 + waitMs - 2) > 0, 'not before its time');
  assert.equal(limiter.wait(1000 + waitMs), 0);
  assert.ok(limiter.wait(1000 + waitMs) > 0, 'the next waits again');
});

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

test('who waits for a turn can be ended by a signal and by timeoutMs', async (t) => {
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

test('calls at the same time have one limiter and one quota', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  const fetch = scripted(new Response('', { status: 500 }));
  const client = clientOf(fetch, { maxAttempts: 100 });
  const calls = Array.from({ length: 5 }, () => failure(client.describeInstanceInformation()));
  await Promise.all(calls);
  // 500 tokens are enough for 35 retries at 14 each, whoever makes them.
  assert.equal(fetch.requests.length, 5 + 35);
});
