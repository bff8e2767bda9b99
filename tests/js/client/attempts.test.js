/** The events of `onAttempt`. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { clientOf, failure, KEYS, NODE_ID, rejection, scripted, stalled } from '../conversation.js';

const operation = 'DescribeInstanceInformation';

/** The events of `use`, without the members that differ in every run. */
async function eventsOf(fetch, options, use = (client) => client.describeInstanceInformation()) {
  const events = [];
  const onAttempt = ({ durationMs, ...event }) => {
    assert.ok(Number.isInteger(durationMs) && durationMs >= 0, `${durationMs}`);
    events.push(event);
  };
  await use(clientOf(fetch, { ...options, onAttempt })).catch(() => {});
  return events;
}

test('every attempt has an event with its result', async (t) => {
  t.mock.method(Math, 'random', () => 0);
  const headers = { 'x-amzn-requestid': 'r-1' };
  const fetch = scripted(
    Response.json({ __type: 'ThrottlingException' }, { status: 400, headers }),
    () => Promise.reject(new TypeError('fetch failed')),
    new Response('{}', { headers }),
  );
  assert.deepEqual(await eventsOf(fetch), [
    {
      ...{ operation, attempt: 1, status: 400, requestId: 'r-1' },
      ...{ errorCode: 'ThrottlingException', retryDelayMs: 0 },
    },
    { operation, attempt: 2, errorCode: 'network', retryDelayMs: 0 },
    { operation, attempt: 3, status: 200, requestId: 'r-1' },
  ]);
});

test('the last attempt of a failed call has an event, too', async () => {
  const once = { maxAttempts: 1 };
  for (const [answer, event] of [
    [new Response('', { status: 404 }), { status: 404, errorCode: 'service' }],
    [new Response('[]'), { status: 200, errorCode: 'malformed-response' }],
    [() => Promise.reject(new Error('x')), { errorCode: 'network' }],
  ]) {
    assert.deepEqual(await eventsOf(scripted(answer), once), [{ operation, attempt: 1, ...event }]);
  }
});

test('the event of an aborted attempt names the cause', async () => {
  for (const [options, limits, errorCode] of [
    [{ attemptTimeoutMs: 10, maxAttempts: 1 }, () => ({}), 'timeout'],
    [{}, () => ({ timeoutMs: 10 }), 'timeout'],
    [{}, () => ({ signal: AbortSignal.timeout(10) }), 'aborted'],
  ]) {
    const use = (client) => client.describeInstanceInformation({}, limits());
    const events = await eventsOf(scripted(stalled), options, use);
    assert.deepEqual(events, [{ operation, attempt: 1, errorCode }]);
  }
});

test('a failure before the first attempt has no event', async () => {
  const credentials = () => Promise.reject(new Error('no keys'));
  assert.deepEqual(await eventsOf(scripted({}), { credentials }), []);
  const use = (client) => client.describeInstanceInformation({ MaxResults: 0 });
  assert.deepEqual(await eventsOf(scripted({}), {}, use), []);
});

test('a page that is retried with a smaller size has two events, later pages one', async () => {
  const message =
    "Value '100' at 'maxResults' failed to satisfy constraint: " +
    'Member must have value less than or equal to 50';
  const bodies = [];
  const page = async (request) => {
    const body = await request.json();
    bodies.push(body.MaxResults);
    if (body.MaxResults > 50) {
      return Response.json({ __type: 'ValidationException', message }, { status: 400 });
    }
    return Response.json({ Patches: [{}], NextToken: body.NextToken ? undefined : 'T' });
  };
  const list = async (client) => {
    const input = { InstanceId: NODE_ID };
    const { items } = await client
      .paginate('describeInstancePatches', input, { pageSize: 100 })
      .collect();
    assert.equal(items.length, 2);
  };
  const events = await eventsOf(scripted(page), { maxAttempts: 1 }, list);
  assert.deepEqual(bodies, [100, 50, 50]);
  assert.deepEqual(
    events.map(({ attempt, status, retryDelayMs }) => [attempt, status, retryDelayMs]),
    [
      [1, 400, 0],
      [2, 200, undefined],
      [1, 200, undefined],
    ],
  );
});

test('an error of onAttempt is uncaught and does not affect the call', async () => {
  const thrown = new Error('a bug in the log');
  const onAttempt = () => {
    throw thrown;
  };
  const strays = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  const stray = once(process, 'uncaughtException');
  try {
    await clientOf(scripted({}), { onAttempt }).describeInstanceInformation();
    assert.equal((await stray)[0], thrown);
  } finally {
    for (const listener of strays) process.on('uncaughtException', listener);
  }
});

test('onAttempt is a function or nothing', async () => {
  for (const onAttempt of [5, 'log', {}]) {
    const error = await rejection(() => clientOf(scripted({}), { onAttempt }));
    assert.match(error.message, /onAttempt: expected a function, got/);
  }
  for (const onAttempt of [undefined, null]) {
    await clientOf(scripted({}), { onAttempt }).describeInstanceInformation();
  }
});

test('no event contains a secret', async () => {
  const { secretAccessKey } = KEYS;
  const answer = Response.json({ __type: 'AccessDenied', message: secretAccessKey }, { status: 403 });
  const events = [];
  const onAttempt = (event) => events.push(event);
  const error = await failure(clientOf(scripted(answer), { onAttempt }).describeInstanceInformation());
  assert.equal(events.length, 1);
  for (const it of [events, error.message]) assert.ok(!JSON.stringify(it).includes(secretAccessKey));
});
