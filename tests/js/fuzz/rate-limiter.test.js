/** Whatever answers come and however clocks jump, a client goes on: its limiter and its clock. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Limiter } from '../../../src/js/limiter.js';
import { offsetOf } from '../../../src/js/skew.js';
import { clientOf, failure, scripted } from '../conversation.js';
import { mutated, randomOf } from './cases.js';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const CASES = Number(process.env.FUZZ_CASES ?? 100_000);
const NOON = Date.UTC(2026, 10, 21, 12);

/** Tries `property` on cases with seeds of their own, which a failure names. */
function tried(property) {
  for (let index = 0; index < CASES; index += 1) {
    try {
      property(randomOf(SEED + index * 2_654_435_761));
    } catch (cause) {
      throw new Error(`FUZZ_SEED=${SEED}, case ${index}: ${cause.message}`, { cause });
    }
  }
}

/** Milliseconds until something happens next: mostly few, sometimes months, or a clock set back. */
function pause(random) {
  return random.below(random.among([2, 100, 500, 1000, 3000, 1e10])) * random.among([1, 1, 1, -1]);
}

test(`${CASES} courses of a limiter let the next request go within two seconds`, () => {
  tried((random) => {
    let now = NOON + random.below(1000);
    const limiter = new Limiter(now);
    for (let count = 1 + random.below(40); count > 0; count -= 1) {
      now += pause(random);
      if (random.chance(0.5)) limiter.update(random.chance(0.5), now);
      const waitMs = limiter.wait(now);
      assert.ok(waitMs >= 0 && waitMs <= 2001, `${waitMs} ms`);
      now += waitMs;
      // Rounding can cost another millisecond.
      assert.ok(waitMs === 0 || limiter.wait(now) <= 1, 'it waits again');
      assert.ok(limiter.rate >= 0.5 && Number.isFinite(limiter.rate), `a rate of ${limiter.rate}`);
      assert.ok(limiter.tokens <= Math.max(limiter.rate, 1), `${limiter.tokens} tokens`);
    }
  });
});

const DATES = ['Sat, 21 Nov 2026 12:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT', '0', ''];
const MESSAGE =
  'Signature expired: 20261121T050000Z is now earlier than 20261121T055500Z ' +
  '(20261121T060000Z - 5 min.)';
const WORDS = ['(', '99999999T999999Z', ' - 5 min.)', 'Z', '-', '0', 'GMT', 'é', '\0', '😀', 'e9'];

test(`${CASES} answers tell how far off the clock is, or nothing`, () => {
  tried((random) => {
    const headers = new Headers();
    const date = mutated(random, random.among(DATES), WORDS, 2).replace(/[^ -~]/g, '');
    if (random.chance(0.6)) headers.set('date', date);
    if (random.chance(0.1)) headers.set('age', date);
    const text = mutated(random, MESSAGE, WORDS, 2);
    const offset = offsetOf(headers, text, Date.now() - random.below(1000));
    assert.ok(Number.isNaN(offset) || Math.abs(offset) <= 2 * 8.64e15, `${offset} ms`);
    if (headers.get('age')) assert.ok(Number.isNaN(offset));
  });
});

test('a date that no clock can have does not stay with the client', async () => {
  for (const date of ['Fri, 31 Dec 9999 23:59:59 GMT', 'Mon, 01 Jan 1500 00:00:00 GMT']) {
    const body = '{"__type":"InvalidSignatureException"}';
    const fetch = scripted(new Response(body, { status: 400, headers: { date } }), {});
    const client = clientOf(fetch, { maxAttempts: 1 });
    assert.equal((await failure(client.describeInstanceInformation())).code, 'service');
    const { $metadata } = await client.describeInstanceInformation();
    assert.equal($metadata.httpStatusCode, 200);
    const year = new Date().toISOString().slice(0, 4);
    assert.ok(fetch.requests[1].headers.get('x-amz-date').startsWith(year));
  }
});
