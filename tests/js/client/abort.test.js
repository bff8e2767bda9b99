/** A call can be ended at any point; it then rejects with the reason itself. */
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

/** Ends the call that `begin` makes as soon as `when` resolves; gives what it rejected with. */
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

/** Something that can be waited for until it has begun. */
function stage() {
  let begin;
  const begun = new Promise((resolve) => (begin = resolve));
  return { begin, begun };
}

/** What a call can be waiting for: each with a client that waits, and says when it does. */
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
  'for a response that never comes, whatever is aborted': () => {
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
  test(`a call that waits ${what} ends with the reason itself, whatever that is`, async () => {
    await withoutStrays(async () => {
      for (const reason of REASONS) {
        const { client, begun } = prepare();
        const call = (signal) => client.describeInstanceInformation({}, { signal });
        assert.ok(Object.is(await ended(call, begun, reason), reason), String(reason));
      }
    });
  });
}

test('without a reason it is the AbortError of the platform', async () => {
  const { client, begun } = STAGES['for the response']();
  const call = (signal) => client.describeInstanceInformation({}, { signal });
  const error = await ended(call, begun);
  assert.ok(error instanceof DOMException);
  assert.equal(error.name, 'AbortError');
});

test('a signal that was aborted before lets nothing happen', async () => {
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

test('a fetch that aborts the call itself does not get its answer through', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const client = clientOf(() => {
    controller.abort(reason);
    return stalled(new Request('http://localhost/'));
  });
  const call = client.describeInstanceInformation({}, { signal: controller.signal });
  assert.equal(await rejection(call), reason);
});

test('over HTTP the connection is closed, before the answer or within', async (t) => {
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

test('the request of an ended call is aborted, that of a finished one is not', async () => {
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

test('no listener is left behind, however a call ends', async () => {
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

test('AbortSignal.timeout and AbortSignal.any end a call as any signal does', async () => {
  const client = clientOf(stalled);
  for (const signal of [AbortSignal.timeout(10), AbortSignal.any([AbortSignal.timeout(10)])]) {
    const keepAlive = globalThis.setTimeout(() => {}, 5000);
    const error = await rejection(client.describeInstanceInformation({}, { signal }));
    clearTimeout(keepAlive);
    assert.equal(error, signal.reason);
    assert.equal(error.name, 'TimeoutError');
  }
});

test('what comes after the end goes unnoticed, good or bad', async () => {
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

test('credentials that fail after the end go unnoticed, and are asked for again', async () => {
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

test('one of two calls that wait for the same credentials can end alone', async () => {
  const keys = withResolvers();
  const client = clientOf(scripted({}), { credentials: () => keys.promise });
  const other = client.describeInstanceInformation();
  const call = (signal) => client.describeInstanceInformation({}, { signal });
  assert.equal(await ended(call, setTimeout(2), 'enough'), 'enough');
  keys.resolve(KEYS);
  assert.equal((await other).$metadata.attempts, 1);
});

test('aborting after a call is over changes nothing', async () => {
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

test('of signal and timeoutMs, whichever comes first ends the call', async () => {
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
