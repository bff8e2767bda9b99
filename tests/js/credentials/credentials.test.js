/** Credentials and their providers: when they are refreshed, and the errors. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import { PatchlensError, signRequest } from 'patchlens';
import { clientOf, failure, KEYS, REGION, scripted, served, SESSION } from '../conversation.js';

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

/** A provider that returns `results` in order, then repeats the last; it counts its calls. */
function source(...results) {
  async function credentials() {
    const result = results[Math.min(credentials.asked, results.length - 1)];
    credentials.asked += 1;
    if (result instanceof Error) throw result;
    return typeof result === 'function' ? result() : result;
  }
  return Object.assign(credentials, { asked: 0 });
}

/** Returns a function that makes a call at a time of day. */
function callsAt(t, credentials) {
  const fetch = scripted({});
  const client = clientOf(fetch, { credentials });
  t.mock.timers.enable({ apis: ['Date'], now: NOON });
  return async (minutes) => {
    t.mock.timers.setTime(NOON + minutes * MINUTE);
    await client.describeInstanceInformation();
    return keyOf(fetch.requests.at(-1));
  };
}

/** The access key id that a request is signed with. */
function keyOf({ headers }) {
  return headers.get('authorization').match(/Credential=([^/]+)/)[1];
}

function keys(accessKeyId, minutes) {
  return { ...KEYS, accessKeyId, expiration: new Date(NOON + minutes * MINUTE) };
}

test('keys, a function and an async function give the same signature', async () => {
  const ssm = await served();
  for (const credentials of [SESSION, () => SESSION, async () => SESSION]) {
    const { $metadata } = await ssm.client({ credentials }).describeInstanceInformation();
    assert.equal($metadata.httpStatusCode, 200);
  }
  assert.ok(ssm.records.every(({ accessKeyId }) => accessKeyId === SESSION.accessKeyId));
});

test('a provider is called on first use, not before, and without arguments', async () => {
  const calls = [];
  const fetch = scripted({});
  const client = clientOf(fetch, {
    credentials(...args) {
      calls.push([this, ...args]);
      return KEYS;
    },
  });
  client.paginate('describeInstanceInformation');
  assert.equal(calls.length, 0);
  await client.describeInstanceInformation();
  assert.deepEqual(calls, [[undefined]]);
});

test('concurrent calls share a refresh', async () => {
  const credentials = source(() => setTimeout(10, KEYS));
  const fetch = scripted({});
  const client = clientOf(fetch, { credentials });
  await Promise.all(Array.from({ length: 20 }, () => client.describeInstanceInformation()));
  assert.equal(credentials.asked, 1);
  assert.equal(fetch.requests.length, 20);
});

test('concurrent calls share a failed refresh, and the next call repeats it', async () => {
  const credentials = source(new Error('no'), KEYS);
  const client = clientOf(scripted({}), { credentials });
  const calls = Array.from({ length: 20 }, () => failure(client.describeInstanceInformation()));
  const codes = (await Promise.all(calls)).map(({ code }) => code);
  assert.deepEqual([...new Set(codes)], ['credentials']);
  assert.equal(credentials.asked, 1);
  await client.describeInstanceInformation();
  assert.equal(credentials.asked, 2);
});

test('two clients and a signature with the same provider call it once', async () => {
  const credentials = source(() => setTimeout(5, KEYS));
  const options = { credentials, region: REGION, service: 'sts' };
  await Promise.all([
    clientOf(scripted({}), { credentials }).describeInstanceInformation(),
    clientOf(scripted({}), { credentials, region: 'eu-west-1' }).describeInstanceInformation(),
    signRequest({ url: 'https://sts.amazonaws.com/' }, options),
  ]);
  assert.equal(credentials.asked, 1);
});

test('the provider is called once for credentials without an expiration', async (t) => {
  const credentials = source(KEYS);
  const call = callsAt(t, credentials);
  await call(0);
  await call(1e6);
  assert.equal(credentials.asked, 1);
});

test('credentials are refreshed from five minutes before they expire', async (t) => {
  const credentials = source(keys('FIRST', 60), keys('SECOND', 120));
  const call = callsAt(t, credentials);
  assert.equal(await call(0), 'FIRST');
  assert.equal(await call(54.99), 'FIRST');
  assert.equal(credentials.asked, 1);
  assert.equal(await call(55), 'SECOND');
  assert.equal(await call(114.99), 'SECOND');
  assert.equal(credentials.asked, 2);
});

test('an expiration counts in each of its forms', async (t) => {
  const at = NOON + 60 * MINUTE;
  for (const expiration of [new Date(at), at, new Date(at).toISOString()]) {
    await t.test(inspect(expiration), async (t) => {
      const credentials = source({ ...KEYS, expiration }, KEYS);
      const call = callsAt(t, credentials);
      await call(0);
      await call(54);
      assert.equal(credentials.asked, 1);
      await call(56);
      assert.equal(credentials.asked, 2);
    });
  }
});

test('a failed refresh keeps the old credentials while they work, and is repeated', async (t) => {
  const credentials = source(keys('OLD', 60), new Error('no'), {}, keys('NEW', 120));
  const call = callsAt(t, credentials);
  assert.equal(await call(0), 'OLD');
  assert.equal(await call(56), 'OLD');
  assert.equal(await call(57), 'OLD');
  assert.equal(await call(58), 'NEW');
  assert.equal(credentials.asked, 4);
});

test('a provider of keys that expire soon, or have expired, is called once for a call', async () => {
  for (const minutes of [1, -1]) {
    let calls = 0;
    const credentials = () => {
      calls += 1;
      return { ...KEYS, expiration: Date.now() + minutes * MINUTE };
    };
    await clientOf(scripted({}), { credentials }).describeInstanceInformation();
    assert.equal(calls, 1);
  }
});

test('a failed refresh fails the call if the old credentials have expired', async (t) => {
  const call = callsAt(t, source(keys('OLD', 60), new Error('no')));
  await call(0);
  assert.equal((await failure(call(60))).code, 'credentials');
});

test('credentials that expire between two attempts are refreshed', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: NOON });
  const fetch = scripted(() => {
    t.mock.timers.setTime(NOON + 60 * MINUTE);
    return new Response('', { status: 503 });
  }, {});
  const credentials = source(keys('OLD', 60), keys('NEW', 120));
  await clientOf(fetch, { credentials }).describeInstanceInformation();
  assert.deepEqual(fetch.requests.map(keyOf), ['OLD', 'NEW']);
});

test('the error of a provider is the cause, and not part of the message', async () => {
  for (const cause of [new Error('secret text'), 'secret text', { secret: 'text' }]) {
    const fail = () => {
      throw cause;
    };
    for (const credentials of [fail, async () => fail()]) {
      const fetch = scripted({});
      const call = clientOf(fetch, { credentials }).describeInstanceInformation();
      const error = await failure(call);
      assert.deepEqual([error.code, error.retryable], ['credentials', false]);
      assert.equal(error.operation, 'DescribeInstanceInformation');
      assert.equal(error.cause, cause);
      assert.ok(!`${error.message}${error.stack}`.includes('secret'));
      assert.match(error.message, /: no credentials: the credentials provider failed; see the cause/);
      assert.equal(fetch.requests.length, 0);
    }
  }
});

test('the error of a provider of this package tells why, as its cause does', async () => {
  for (const [reason, retryable] of [['throttled', true], ['denied', false], ['unavailable', true]]) {
    const cause = new PatchlensError({ code: 'service', message: 'Cannot', reason, retryable });
    const credentials = () => Promise.reject(cause);
    const error = await failure(clientOf(scripted({}), { credentials }).describeInstanceInformation());
    assert.deepEqual([error.code, error.cause, error.reason, error.retryable], ['credentials', cause, reason, retryable]);
  }
});

test('a provider that rejects with undefined is an error, too', async () => {
  const credentials = () => Promise.reject();
  const error = await failure(
    clientOf(scripted({}), { credentials }).describeInstanceInformation(),
  );
  assert.equal(error.code, 'credentials');
});

test('the credentials of a provider are checked like keys, and not quoted', async () => {
  const required = 'credentials.accessKeyId: is required; credentials.secretAccessKey: is required';
  const expected = 'credentials: expected an object';
  for (const [given, problem] of [
    [undefined, expected],
    [null, expected],
    ['hidden', expected],
    [['hidden'], expected],
    [() => KEYS, expected],
    [{}, required],
    [{ accesskeyid: 'hidden', secretaccesskey: 'hidden' }, required],
    [{ ...KEYS, secretAccessKey: 5 }, 'credentials.secretAccessKey: expected a string'],
    [{ ...KEYS, sessionToken: { hidden: 1 } }, 'credentials.sessionToken: expected a string'],
  ]) {
    const client = clientOf(scripted({}), { credentials: () => given });
    const error = await failure(client.describeInstanceInformation());
    assert.equal(error.code, 'credentials');
    const message = `Cannot list managed nodes: no credentials: ${problem}`;
    assert.ok(error.message.startsWith(message), error.message);
    assert.ok(!error.message.includes('hidden') && !('cause' in error));
  }
});

test('members that SDKs add are ignored, and null counts as absent', async () => {
  const more = { accountId: '1', $source: {}, credentialScope: 'x', sessionToken: null };
  const client = clientOf(scripted({}), { credentials: { ...KEYS, ...more, expiration: null } });
  await client.describeInstanceInformation();
});

test('keys are read when the client is created: later changes have no effect', async () => {
  const credentials = { ...KEYS };
  const fetch = scripted({});
  const client = clientOf(fetch, { credentials });
  credentials.accessKeyId = 'CHANGED';
  await client.describeInstanceInformation();
  assert.equal(keyOf(fetch.requests[0]), KEYS.accessKeyId);
});

test('a changed expiration is read again', () => {
  const credentials = { ...KEYS, expiration: new Date(NOON) };
  clientOf(scripted({}), { credentials });
  credentials.expiration.setTime(NaN);
  assert.throws(() => clientOf(scripted({}), { credentials }), /credentials\.expiration: expected/);
});

test('fixed credentials are used as long as the service accepts them', async (t) => {
  const call = callsAt(t, keys('GIVEN', 60));
  assert.equal(await call(0), 'GIVEN');
  assert.equal(await call(61), 'GIVEN');
});

test('a secret with characters beyond ASCII can sign', async () => {
  const credentials = { accessKeyId: 'AKID', secretAccessKey: 'geheim-ü-😀' };
  const ssm = await served({ credentials: [credentials] });
  await ssm.client({ credentials }).describeInstanceInformation();
});

test('a provider that hangs does not hold up calls while its credentials still work', async () => {
  let calls = 0;
  const expiration = new Date(Date.now() + 60_000);
  const credentials = () => (calls++ === 0 ? { ...KEYS, expiration } : new Promise(() => {}));
  const fetch = scripted({});
  const client = clientOf(fetch, { credentials });
  await client.describeInstanceInformation();
  const startedAt = performance.now();
  await Promise.all([client.describeInstanceInformation(), client.describeInstanceInformation()]);
  assert.ok(performance.now() - startedAt < 5000);
  assert.equal(calls, 2, 'concurrent calls share the refresh');
  assert.equal(fetch.requests.length, 3);
});

test('credentials that expire while a slow provider is waited for are not used', async () => {
  const expiring = (milliseconds) => ({ ...KEYS, expiration: new Date(Date.now() + milliseconds) });
  let calls = 0;
  const credentials = async () => {
    calls += 1;
    if (calls === 1) return expiring(500);
    await setTimeout(1300);
    return expiring(60 * MINUTE);
  };
  const options = { region: REGION, service: 'ssm', credentials };
  await signRequest({ url: 'https://example.com/' }, options);
  const { headers } = await signRequest({ url: 'https://example.com/' }, options);
  assert.match(headers.authorization, /^AWS4-HMAC-SHA256 /);
  assert.equal(calls, 2);
});

test('an expired token is retryable if no attempt is left and the provider was not called again', async () => {
  const expired = Response.json({ __type: 'ExpiredTokenException' }, { status: 400 });
  const credentials = async () => ({ ...SESSION });
  const client = clientOf(async () => expired.clone(), { credentials, maxAttempts: 1 });
  const error = await failure(client.describeInstanceInformation());
  assert.deepEqual([error.reason, error.retryable], ['expired', true]);
});
