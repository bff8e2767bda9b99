/** A signal aborts a call at any point. The call rejects with the signal's reason itself. */
import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import {
  clientOf,
  failure,
  KEYS,
  NODE_ID,
  rejection,
  scripted,
  stalled,
  withoutStrays,
} from '../conversation.js';

const THROTTLED = new Response('{"__type":"ThrottlingException"}', {
  status: 400,
  headers: { 'x-amz-retry-after': '5000' },
});
const REASONS = [new Error('enough'), 'a text', 0, null, false, Symbol('s'), { an: 'object' }, NaN];

/** Aborts the call of `begin` as soon as `when` resolves; returns the rejection. */
async function ended(begin, when, reason) {
  const controller = new AbortController();
  const { signal } = controller;
  const call = rejection(begin(signal));
  await when;
  controller.abort(reason);
  const value = await call;
  assert.equal(getEventListeners(signal, 'abort').length, 0, 'a listener was left behind');
  return value;
}

/** A step that never ends, and a promise for its start. */
function stage() {
  let begin;
  const begun = new Promise((resolve) => (begin = resolve));
  return { begin, begun };
}

/** The waits of a call: for each a client that waits, and a promise for the start of the wait. */
const STAGES = {
  'for credentials': () => {
    const { begin, begun } = stage();
    const credentials = () => (begin(), new Promise(() => {}));
    return { client: clientOf(scripted({}), { credentials }), begun };
  },
  'for the response': () => {
    const { begin, begun } = stage();
    return { client: clientOf((request) => (begin(), stalled(request))), begun };
  },
  'for a response of a fetch that ignores its signal': () => {
    const { begin, begun } = stage();
    return { client: clientOf(() => (begin(), new Promise(() => {}))), begun };
  },
  'for the body': () => {
    const { begin, begun } = stage();
    const body = new ReadableStream({ pull: () => (begin(), new Promise(() => {})) });
    return { client: clientOf(() => new Response(body)), begun };
  },
  'for the next attempt': () => {
    const { begin, begun } = stage();
    const fetch = () => (begin(), THROTTLED.clone());
    return { client: clientOf(fetch), begun: begun.then(() => setTimeout(5)) };
  },
};

for (const [what, prepare] of Object.entries(STAGES)) {
  test(`a call that waits ${what} rejects with the reason itself, of any type`, async () => {
    await withoutStrays(async () => {
      for (const reason of REASONS) {
        const { client, begun } = prepare();
        const call = (signal) => client.describeInstanceInformation({}, { signal });
        assert.ok(Object.is(await ended(call, begun, reason), reason), String(reason));
      }
    });
  });
}

test('without a reason a call rejects with the AbortError of the platform', async () => {
  const { client, begun } = STAGES['for the response']();
  const call = (signal) => client.describeInstanceInformation({}, { signal });
  const error = await ended(call, begun);
  assert.ok(error instanceof DOMException);
  assert.equal(error.name, 'AbortError');
});

test('with an aborted signal a call does nothing', async () => {
  const fetch = scripted({});
  let asked = 0;
  const client = clientOf(fetch, { credentials: () => ((asked += 1), KEYS) });
  for (const reason of REASONS) {
    const options = { signal: AbortSignal.abort(reason) };
    const call = client.describeInstanceInformation({}, options);
    assert.ok(Object.is(await rejection(call), reason));
    const listing = client.paginate('describeInstanceInformation', {}, options);
    assert.ok(Object.is(await rejection(listing.collect()), reason));
  }
  assert.deepEqual([fetch.requests.length, asked], [0, 0]);
});

test('the response of a fetch that aborts its own call is ignored', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const client = clientOf(() => {
    controller.abort(reason);
    return stalled(new Request('http://localhost/'));
  });
  const call = client.describeInstanceInformation({}, { signal: controller.signal });
  assert.equal(await rejection(call), reason);
});

test('over HTTP the connection is closed, before or during the response', async (t) => {
  for (const answer of [() => {}, (response) => response.writeHead(200).write('{"half')]) {
    const { begin, begun } = stage();
    const closed = withResolvers();
    const server = createServer((_, response) => {
      response.on('close', closed.resolve);
      answer(response);
      globalThis.setTimeout(begin, 20);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    t.after(() => (server.close(), server.closeAllConnections()));
    const endpoint = `http://127.0.0.1:${server.address().port}`;
    const client = clientOf(undefined, { endpoint });
    const call = (signal) => client.describeInstanceInformation({}, { signal });
    assert.equal(await ended(call, begun, 'enough'), 'enough');
    await closed.promise;
  }
});

test('the request of an aborted call is aborted, that of a finished call is not', async () => {
  const fetch = scripted({}, stalled);
  const client = clientOf(fetch);
  const controller = new AbortController();
  const { signal } = controller;
  await client.describeInstanceInformation({}, { signal });
  const call = rejection(client.describeInstanceInformation({}, { signal }));
  await setTimeout(5);
  controller.abort();
  await call;
  const [finished, unfinished] = fetch.requests;
  assert.ok(!finished.signal.aborted);
  assert.ok(unfinished.signal.aborted);
});

test('a call removes its listener, however it ends', async () => {
  const { signal } = new AbortController();
  const options = { signal, timeoutMs: 20 };
  const client = clientOf(scripted({}, new Response('', { status: 403 }), stalled));
  await client.describeInstanceInformation({}, options);
  const refusal = await failure(client.describeInstanceInformation({}, options));
  const timeout = await failure(client.describeInstanceInformation({}, options));
  const invalid = await failure(client.describeInstancePatches({}, options));
  const errors = [refusal, timeout, invalid];
  assert.deepEqual(
    errors.map(({ code }) => code),
    ['service', 'timeout', 'invalid-input'],
  );
  assert.equal(getEventListeners(signal, 'abort').length, 0);
});

test('AbortSignal.timeout and AbortSignal.any abort a call like any other signal', async () => {
  const client = clientOf(stalled);
  for (const signal of [AbortSignal.timeout(10), AbortSignal.any([AbortSignal.timeout(10)])]) {
    const keepAlive = globalThis.setTimeout(() => {}, 5000);
    const error = await rejection(client.describeInstanceInformation({}, { signal }));
    clearTimeout(keepAlive);
    assert.equal(error, signal.reason);
    assert.equal(error.name, 'TimeoutError');
  }
});

test('a response or an error after the abort is ignored', async () => {
  for (const [settle, value] of [
    ['resolve', Response.json({})],
    ['resolve', undefined],
    ['reject', new Error('too late')],
  ]) {
    await withoutStrays(async () => {
      const late = withResolvers();
      const client = clientOf(() => late.promise);
      const call = (signal) => client.describeInstanceInformation({}, { signal });
      assert.equal(await ended(call, setTimeout(2), 'enough'), 'enough');
      late[settle](value);
      await setTimeout(2);
    });
  }
});

test('a provider that fails after the abort is ignored, and called again', async () => {
  await withoutStrays(async () => {
    const late = withResolvers();
    const asks = [() => late.promise, () => KEYS];
    const client = clientOf(scripted({}), { credentials: () => asks.shift()() });
    const call = (signal) => client.describeInstanceInformation({}, { signal });
    assert.equal(await ended(call, setTimeout(2), 'enough'), 'enough');
    late.reject(new Error('too late'));
    await setTimeout(2);
    await client.describeInstanceInformation();
  });
});

test('of two calls that wait for the same credentials, one can be aborted alone', async () => {
  const keys = withResolvers();
  const client = clientOf(scripted({}), { credentials: () => keys.promise });
  const other = client.describeInstanceInformation();
  const call = (signal) => client.describeInstanceInformation({}, { signal });
  assert.equal(await ended(call, setTimeout(2), 'enough'), 'enough');
  keys.resolve(KEYS);
  assert.equal((await other).$metadata.attempts, 1);
});

test('an abort after the end of a call changes nothing', async () => {
  await withoutStrays(async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const answer = await clientOf(scripted({ Patches: [] })).describeInstancePatches(
      { InstanceId: NODE_ID },
      { signal },
    );
    controller.abort(new Error('too late'));
    assert.deepEqual(answer.Patches, []);
  });
});

test('the earlier of signal and timeoutMs ends the call', async () => {
  const client = clientOf(stalled);
  const call = (timeoutMs) => (signal) =>
    client.describeInstanceInformation({}, { signal, timeoutMs });
  assert.equal(await ended(call(5000), setTimeout(2), 'enough'), 'enough');
  const error = await ended(call(5), setTimeout(60), 'too late');
  assert.equal(error.code, 'timeout');
});

function withResolvers() {
  const late = {};
  late.promise = new Promise((resolve, reject) => Object.assign(late, { resolve, reject }));
  return late;
}

test('a call that is aborted in the turn of the event loop that made it rejects once', async () => {
  await withoutStrays(async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const call = rejection(clientOf(stalled).describeInstanceInformation({}, { signal }));
    const reason = new Error('enough');
    controller.abort(reason);
    assert.equal(await call, reason);
  });
});
