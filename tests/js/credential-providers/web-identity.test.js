/** fromWebIdentity: the credentials of a role, in exchange for a token. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromWebIdentity } from 'patchlens';
import { REGION } from '../conversation.js';
import { aws, callerOf, clientWith, clock, NOON, PROVIDER, refused, ROLE } from './rig.js';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl+/=&';
const EXPIRED = 'eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjF9.c2lnbmF0dXJl';

function awsWith(options = {}) {
  return aws({
    roles: [{ arn: ROLE, trusts: [PROVIDER] }],
    webIdentityTokens: [
      { token: TOKEN, provider: PROVIDER, subject: 'repo:org/portal' },
      { token: EXPIRED, provider: PROVIDER, expiration: NOON - 1000 },
      { token: 'of.another.provider', provider: 'login.example.org' },
    ],
    ...options,
  });
}

function webSource(fetch, options = {}) {
  const token = () => TOKEN;
  return fromWebIdentity({ region: REGION, roleArn: ROLE, token, fetch, ...options });
}

test('a token is exchanged for the credentials of a role, without signing', async () => {
  const { fetch, names, requests } = awsWith();
  const credentials = webSource(fetch, { roleSessionName: 'build-42', durationSeconds: 900 });
  await clientWith(fetch, credentials).describeInstanceInformation();
  assert.deepEqual(await names(), ['AssumeRoleWithWebIdentity', 'DescribeInstanceInformation']);
  assert.match(await callerOf({ fetch }, credentials), /:assumed-role\/PatchReader\/build-42$/);
  const [request] = requests;
  assert.equal(request.headers.get('authorization'), null);
  assert.equal(request.headers.get('x-amz-date'), null);
  assert.match(request.headers.get('content-type'), /^application\/x-www-form-urlencoded/);
  assert.equal(request.url, 'https://sts.us-east-1.amazonaws.com/', 'no token in the URL');
  assert.deepEqual(Object.fromEntries(new URLSearchParams(await request.text())), {
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: ROLE,
    RoleSessionName: 'build-42',
    DurationSeconds: '900',
    WebIdentityToken: TOKEN,
  });
});

test('the token function is called at every refresh, and only then', async (t) => {
  const set = clock(t);
  const { fetch } = awsWith();
  let asked = 0;
  const token = async () => {
    asked += 1;
    return TOKEN;
  };
  const client = clientWith(fetch, webSource(fetch, { token }));
  assert.equal(asked, 0);
  for (const [minutes, times] of [
    [0, 1],
    [54, 1],
    [56, 2],
  ]) {
    set(minutes);
    await client.describeInstanceInformation();
    assert.equal(asked, times, `after ${minutes} minutes`);
  }
});

test('concurrent calls share one token and one request', async () => {
  const { fetch, requests } = awsWith();
  let asked = 0;
  const source = webSource(fetch, { token: () => ((asked += 1), TOKEN) });
  await Promise.all([source(), source(), source()]);
  assert.deepEqual([asked, requests.length], [1, 1]);
});

test('an expired token is not retried', async (t) => {
  clock(t);
  const { fetch, requests } = awsWith();
  await refused(webSource(fetch, { token: () => EXPIRED })());
  assert.equal(requests.length, 1);
});

test('the error of a token function is the cause, and not part of the message', async () => {
  const { fetch, requests } = awsWith();
  for (const cause of [new Error('hidden'), 'hidden']) {
    const fail = () => {
      throw cause;
    };
    for (const token of [fail, async () => fail()]) {
      const { error } = await refused(webSource(fetch, { token })());
      assert.equal(error.cause, cause);
      assert.equal(error.message, `Cannot assume the role "${ROLE}": token failed; see the cause`);
    }
  }
  assert.equal(requests.length, 0);
});

test('an invalid token is not sent, and not quoted', async () => {
  const { fetch, requests } = awsWith();
  for (const token of [undefined, null, '', 'abc', 5, {}, 'x'.repeat(20_001), '     ', ' abc\n']) {
    const { message } = await refused(webSource(fetch, { token: () => token })());
    const problem = 'token: expected a string of 4 to 20000 characters';
    assert.equal(message, `Cannot assume the role "${ROLE}": ${problem}`);
  }
  assert.equal(requests.length, 0);
});
