/**
 * A call settles for any `fetch`: with an output, an error of the package, or the signal's reason.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { clientOf, failure, NODE_ID, rejection, scripted, withoutStrays } from '../conversation.js';

const never = new Promise(() => {});
const thrower = (value) => () => {
  throw value;
};
const nothing = Object.freeze(Object.create(null));
const revoked = Proxy.revocable({}, {});
revoked.revoke();
const reading = (members) => ({
  status: 200,
  headers: new Headers(),
  text: () => '{}',
  ...members,
});
const withGetter = (name, get) => Object.defineProperty(reading(), name, { get });

/** A response whose status can be read only once. */
function fickle() {
  let reads = 0;
  return withGetter('status', () => {
    reads += 1;
    if (reads > 1) throw new Error('no more');
    return 200;
  });
}

/** Attempts without a response; the error has the code `network`. */
const LOSSES = {
  'throws an error': thrower(new TypeError('Failed to fetch')),
  'throws a text': thrower('a text'),
  'throws undefined': thrower(undefined),
  'throws null': thrower(null),
  'throws a symbol': thrower(Symbol('s')),
  'throws an object without a prototype': thrower(nothing),
  'throws an object that cannot be read': thrower(revoked.proxy),
  'throws an error whose message is no text': thrower(
    Object.assign(new Error(), { message: nothing }),
  ),
  'throws an error whose cause is not to be read': thrower({
    get cause() {
      throw new Error('hands off');
    },
  }),
  'rejects with an error': () => Promise.reject(new Error('Load failed')),
  'rejects with nothing': () => Promise.reject(),
  'rejects with a text': () => Promise.reject('a text'),
  'answers with undefined': () => undefined,
  'answers with null': () => null,
  'answers with a text': () => '{}',
  'answers with a number': () => Promise.resolve(200),
  'answers with an empty object': () => ({}),
  'answers with an object that cannot be read': () => ({ then: null, text: revoked.proxy }),
  'answers with a thenable that rejects': () => ({ then: (_, reject) => reject('no') }),
  'answers with a thenable that throws': () => ({ then: thrower(new Error('no')) }),
  'answers with a body that throws': () => reading({ text: thrower(new Error('no')) }),
  'answers with a body that rejects': () => reading({ text: () => Promise.reject() }),
  'answers with a body that is a number': () => reading({ text: () => 5 }),
  'answers with a body that is undefined': () => reading({ text: () => undefined }),
  'answers with a body that is an object': () => reading({ text: () => new String('{}') }),
  'answers without a body': () => ({ status: 200, headers: new Headers() }),
  'answers with a network error': () => Response.error(),
  'answers with a body that was read before': async () => {
    const response = new Response('{}');
    await response.text();
    return response;
  },
  'answers with a body that breaks off': () =>
    new Response(new ReadableStream({ pull: (stream) => stream.error(new Error('cut')) })),
  'answers with the status NaN': () => reading({ status: NaN }),
  'answers without a status': () => reading({ status: undefined }),
  'answers with a negative status': () => reading({ status: -1 }),
  'answers with a huge status': () => reading({ status: 65536 + 200 }),
  'answers with a status that is a bigint': () => reading({ status: 200n }),
  'answers with a status that throws': () => withGetter('status', thrower(new Error('no'))),
  'answers with headers that throw': () => withGetter('headers', thrower(new Error('no'))),
};

/** Unusual but valid responses. */
const ANSWERS = {
  'answers at once, without a promise': () => Response.json({ Patches: [] }),
  'answers with a thenable': () => ({ then: (resolve) => resolve(Response.json({})) }),
  'answers without headers': () => reading({ headers: undefined }),
  'answers with headers that have no get': () => reading({ headers: {} }),
  'answers with headers whose get throws': () => reading({ headers: { get: thrower('no') } }),
  'answers with headers whose get gives a number': () => reading({ headers: { get: () => 5 } }),
  'answers with headers in a Map': () => reading({ headers: new Map() }),
  'answers with a text at once': () => reading({}),
  'answers with a status that counts as a number': () => reading({ status: '200' }),
  'answers with a status to be read once': fickle,
};

/** Attempts that never end. */
const STALLS = {
  'never answers': () => never,
  'answers with a thenable that never does': () => ({ then() {} }),
  'answers with a body that never ends': () => reading({ text: () => never }),
  'answers with a body that goes on and on': () => new Response(drops()),
};

/** A body that arrives byte by byte, for longer than any limit in these tests. */
function drops() {
  let left = 200;
  return new ReadableStream({
    async pull(stream) {
      await setTimeout(1);
      left -= 1;
      if (left === 0) stream.close();
      else stream.enqueue(new Uint8Array(1));
    },
  });
}

function called(fetch, options, client) {
  return clientOf(fetch, client).describeInstancePatches({ InstanceId: NODE_ID }, options);
}

for (const [what, fetch] of Object.entries(LOSSES)) {
  test(`a fetch that ${what} is retried, and then a network error`, async (t) => {
    t.mock.method(Math, 'random', () => 0);
    await withoutStrays(async () => {
      const counted = scripted(fetch);
      const error = await failure(called(counted));
      assert.deepEqual([error.code, error.attempts, error.retryable], ['network', 3, true]);
      assert.equal(counted.requests.length, 3);
      assert.match(error.message, /^Cannot list patches of "[^"]+": the request failed: ./);
    });
  });
}

test('a fetch without a response is said to be that', async () => {
  for (const answer of [undefined, null, 5, '{}', {}, Response.error()]) {
    const error = await failure(called(() => answer, {}, { maxAttempts: 1 }));
    assert.match(error.message, /: the request failed: fetch did not return a Response$/);
  }
});

for (const [what, fetch] of Object.entries(ANSWERS)) {
  test(`the response of a fetch that ${what} is read`, async () => {
    const { $metadata } = await called(fetch);
    assert.deepEqual($metadata, { httpStatusCode: 200, attempts: 1, totalRetryDelayMs: 0 });
  });
}

for (const [what, fetch] of Object.entries(STALLS)) {
  test(`a fetch that ${what} times out, per attempt or per call`, async (t) => {
    t.mock.method(Math, 'random', () => 0);
    await withoutStrays(async () => {
      const client = { attemptTimeoutMs: 10 };
      const byAttempt = await failure(called(fetch, {}, client));
      assert.deepEqual([byAttempt.code, byAttempt.attempts], ['timeout', 3]);
      const asAWhole = await failure(called(fetch, { timeoutMs: 10 }));
      assert.deepEqual([asAWhole.code, asAWhole.attempts], ['timeout', 1]);
    });
  });

  test(`a call whose fetch ${what} can be aborted`, async () => {
    await withoutStrays(async () => {
      const signal = AbortSignal.timeout(10);
      assert.equal(await rejection(called(fetch, { signal })), signal.reason);
    });
  });
}

test('a response after the timeout of its attempt does not affect the next attempt', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  for (const late of [
    (settle) => settle(Response.json({ Patches: [{ Title: 'late' }] })),
    (settle) => settle(Promise.reject(new Error('late'))),
  ]) {
    await withoutStrays(async () => {
      let settle;
      const first = () => new Promise((resolve) => (settle = resolve));
      const second = async () => {
        late(settle);
        await setTimeout(5);
        return Response.json({ Patches: [{ Title: 'in time' }] });
      };
      const answer = await called(scripted(first, second), {}, { attemptTimeoutMs: 100 });
      assert.deepEqual(answer.Patches, [{ Title: 'in time' }]);
      assert.equal(answer.$metadata.attempts, 2);
    });
  }
});

test('the error of fetch is the cause of the error, and quoted in its message', async () => {
  for (const [thrown, words] of [
    [Object.assign(new Error('no'), { cause: { code: 'ENOTFOUND' } }), 'no (ENOTFOUND)'],
    [new TypeError('Failed to fetch'), 'Failed to fetch'],
    [new TypeError(), 'TypeError'],
    ['a text', 'a text'],
    [null, 'null'],
    [undefined, 'undefined'],
  ]) {
    const error = await failure(called(thrower(thrown), {}, { maxAttempts: 1 }));
    assert.equal(error.cause, thrown);
    assert.ok(error.message.endsWith(`": the request failed: ${words}`), error.message);
  }
});

test('a client stays usable after errors of its fetch', async () => {
  const calls = [...Object.values(LOSSES), ...Object.values(ANSWERS)];
  const client = clientOf(scripted(...calls, {}), { maxAttempts: 1 });
  for (let call = 0; call < calls.length; call += 1) {
    await client.describeInstanceInformation().catch(() => {});
  }
  const { $metadata } = await client.describeInstanceInformation();
  assert.equal($metadata.httpStatusCode, 200);
});
