/** fromAssumeRole: the requests, the credentials and the errors. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fromAssumeRole } from 'patchlens';
import { failure, KEYS, REGION, scripted, stalled } from '../conversation.js';
import { aws, callerOf, clientWith, clock, NOON, refused, ROLE, roleArn } from './rig.js';

function roleSource(fetch, options = {}) {
  return fromAssumeRole({ region: REGION, roleArn: ROLE, source: KEYS, fetch, ...options });
}

async function parametersOf(request) {
  return Object.fromEntries(new URLSearchParams(await request.clone().text()));
}

test('the credentials of a role sign calls as that role', async () => {
  const { fetch, names } = aws();
  const credentials = roleSource(fetch, { roleSessionName: 'portal@example.com' });
  const { $metadata } = await clientWith(fetch, credentials).describeInstanceInformation();
  assert.equal($metadata.httpStatusCode, 200);
  assert.deepEqual(await names(), ['AssumeRole', 'DescribeInstanceInformation']);
  const arn = 'arn:aws:sts::123456789012:assumed-role/PatchReader/portal@example.com';
  assert.equal(await callerOf({ fetch }, credentials), arn);
});

test('exactly the given options are sent, signed for STS', async () => {
  const { fetch, requests } = aws({
    roles: [{ arn: ROLE, externalId: 'a/b c'.replace(' ', '=') }],
  });
  await roleSource(fetch, {
    roleSessionName: 'a=b,c@d.e-f_g+h',
    externalId: 'a/b=c',
    durationSeconds: 900,
  })();
  const [request] = requests;
  assert.equal(request.method, 'POST');
  assert.equal(request.url, 'https://sts.us-east-1.amazonaws.com/');
  assert.deepEqual(await parametersOf(request), {
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: ROLE,
    RoleSessionName: 'a=b,c@d.e-f_g+h',
    ExternalId: 'a/b=c',
    DurationSeconds: '900',
  });
  assert.match(request.headers.get('authorization'), /\/us-east-1\/sts\/aws4_request/);
  assert.equal(request.headers.get('accept'), 'application/json');
});

test('the session has a default name', async () => {
  const { fetch, requests } = aws();
  await roleSource(fetch)();
  const { RoleSessionName, ...others } = await parametersOf(requests[0]);
  assert.match(RoleSessionName, /^patchlens-\d{13}$/);
  assert.deepEqual(Object.keys(others), ['Action', 'Version', 'RoleArn']);
});

test('the provider returns the credentials in the form of the option', async (t) => {
  clock(t);
  const { fetch } = aws();
  const { accessKeyId, secretAccessKey, sessionToken, expiration, ...more } =
    await roleSource(fetch)();
  assert.match(accessKeyId, /^ASIA/);
  assert.ok(secretAccessKey.length === 40 && sessionToken.length > 40);
  assert.deepEqual(expiration, new Date(NOON + 60 * 60_000));
  assert.deepEqual(more, {});
});

test('a client refreshes the credentials from five minutes before they expire', async (t) => {
  const set = clock(t);
  const { fetch, names } = aws();
  const client = clientWith(fetch, roleSource(fetch));
  for (const minutes of [0, 54, 56, 110, 112]) {
    set(minutes);
    await client.describeInstanceInformation();
  }
  const asked = (await names()).filter((name) => name === 'AssumeRole');
  assert.equal(asked.length, 3);
});

test('expired credentials fail with the service’s error', async (t) => {
  const set = clock(t);
  const { fetch } = aws();
  const keys = await roleSource(fetch)();
  set(60);
  const error = await failure(clientWith(fetch, { ...keys }).describeInstanceInformation());
  assert.equal(error.awsCode, 'ExpiredTokenException');
});

test('concurrent calls share one request, through a client or directly', async () => {
  const { fetch, names } = aws();
  const credentials = roleSource(async (request) => {
    await setTimeout(5);
    return fetch(request);
  });
  const client = clientWith(fetch, credentials);
  const calls = Array.from({ length: 10 }, () => client.describeInstanceInformation());
  const [first, second] = await Promise.all([credentials(), credentials(), ...calls]);
  assert.equal(first, second);
  assert.equal((await names()).filter((name) => name === 'AssumeRole').length, 1);
  assert.notEqual((await credentials()).accessKeyId, first.accessKeyId);
});

test('a role can be assumed with the credentials of another role', async () => {
  const user = 'arn:aws:iam::123456789012:user/simulator';
  const { fetch, names } = aws({
    roles: [
      { arn: roleArn('A'), trusts: [user] },
      { arn: roleArn('B'), trusts: [roleArn('A')] },
      { arn: roleArn('C'), trusts: [roleArn('B')], externalId: 'x1' },
    ],
  });
  const a = roleSource(fetch, { roleArn: roleArn('A') });
  const b = roleSource(fetch, { roleArn: roleArn('B'), source: a });
  const c = roleSource(fetch, { roleArn: roleArn('C'), source: b, externalId: 'x1' });
  await clientWith(fetch, c).describeInstanceInformation();
  assert.deepEqual(await names(), [
    ...['AssumeRole', 'AssumeRole', 'AssumeRole'],
    'DescribeInstanceInformation',
  ]);
  assert.match(await callerOf({ fetch }, c), /:assumed-role\/C\//);
});

test('the error of the source is in the chain of causes, but not in the message', async () => {
  const { fetch } = aws();
  const source = () => Promise.reject(new Error('hidden'));
  const { error, root, chain } = await refused(roleSource(fetch, { source })());
  assert.equal(root.message, 'hidden');
  assert.equal(chain.length, 2);
  assert.match(error.message, new RegExp(`^Cannot assume the role "${ROLE}": no credentials: `));
  assert.ok(!error.message.includes('hidden'));
});

test('an attempt that takes too long is aborted', async () => {
  const fetch = scripted(stalled);
  const source = roleSource(fetch, { attemptTimeoutMs: 20, maxAttempts: 1 });
  const { error, root } = await refused(source());
  assert.deepEqual([root.code, error.retryable], ['timeout', true]);
  assert.match(error.message, /no answer within attemptTimeoutMs \(20 ms\)$/);
  assert.ok(fetch.requests[0].signal.aborted);
});

test('a refresh after a failed one sends a new request', async () => {
  const { fetch } = aws();
  let isDown = true;
  const source = roleSource(
    async (request) => {
      if (isDown) throw new TypeError('down');
      return fetch(request);
    },
    { maxAttempts: 1 },
  );
  await refused(source());
  isDown = false;
  assert.match((await source()).accessKeyId, /^ASIA/);
});

test('the default fetch is the global one', async (t) => {
  const { fetch, requests } = aws();
  t.mock.method(globalThis, 'fetch', (url, init) => fetch(new Request(url, init)));
  await roleSource(undefined)();
  assert.equal(requests.length, 1);
});
