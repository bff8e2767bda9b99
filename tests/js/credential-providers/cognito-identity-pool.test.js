/** fromCognitoIdentityPool: credentials for guests and for signed-in users. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromCognitoIdentityPool } from 'patchlens';
import { REGION, scripted } from '../conversation.js';
import { aws, callerOf, clientWith, clock, NOON, POOL, PROVIDER } from './rig.js';
import { refused, roleArn } from './rig.js';

const TOKEN = 'the.token.of-alice';
const LATER = 'a-newer.token.of-alice';
const BOB = 'the.token.of-bob';
const EXPIRED = 'an-older.token.of-alice';
const LOGINS = { [PROVIDER]: TOKEN };
const DOING = `Cannot get credentials from the identity pool "${POOL}"`;

function awsWith(pool = {}, options = {}) {
  return aws({
    identityPools: [{ identityPoolId: POOL, allowsGuests: true, providers: [PROVIDER], ...pool }],
    webIdentityTokens: [
      { token: TOKEN, provider: PROVIDER, subject: 'alice' },
      { token: LATER, provider: PROVIDER, subject: 'alice' },
      { token: BOB, provider: PROVIDER, subject: 'bob' },
      { token: EXPIRED, provider: PROVIDER, subject: 'alice', expiration: NOON - 1000 },
    ],
    ...options,
  });
}

function poolSource(fetch, options = {}) {
  return fromCognitoIdentityPool({ region: REGION, identityPoolId: POOL, fetch, ...options });
}

const inputsOf = ({ requests }) => Promise.all(requests.map((request) => request.clone().json()));

test('a guest gets an identity, then its credentials, with unsigned requests', async () => {
  const cognito = awsWith();
  const credentials = poolSource(cognito.fetch);
  await clientWith(cognito.fetch, credentials).describeInstanceInformation();
  assert.deepEqual(await cognito.names(), [
    'GetId',
    'GetCredentialsForIdentity',
    'DescribeInstanceInformation',
  ]);
  const [getId, getCredentials] = cognito.requests;
  for (const { url, headers } of [getId, getCredentials]) {
    assert.equal(url, 'https://cognito-identity.us-east-1.amazonaws.com/');
    assert.equal(headers.get('content-type'), 'application/x-amz-json-1.1');
    assert.equal(headers.get('authorization'), null);
  }
  const [idInput, { IdentityId, ...more }] = await inputsOf(cognito);
  assert.deepEqual(idInput, { IdentityPoolId: POOL });
  assert.match(IdentityId, /^us-east-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.deepEqual(more, {});
  const caller = await callerOf(cognito, credentials);
  assert.match(caller, /assumed-role\/Cognito_1a2b3c4d_Unauth_Role\/CognitoIdentityCredentials$/);
});

test('an expiration in seconds becomes a Date', async (t) => {
  clock(t);
  const { fetch } = awsWith();
  const { accessKeyId, expiration } = await poolSource(fetch)();
  assert.match(accessKeyId, /^ASIA/);
  assert.deepEqual(expiration, new Date(NOON + 60 * 60_000));
});

test('a signed-in user gets the credentials of the role for users', async () => {
  const cognito = awsWith({ allowsGuests: false });
  const credentials = poolSource(cognito.fetch, { logins: LOGINS, accountId: '123456789012' });
  assert.match(await callerOf(cognito, credentials), /Cognito_1a2b3c4d_Auth_Role/);
  const [getId, getCredentials] = await inputsOf({ requests: cognito.requests.slice(0, 2) });
  assert.deepEqual(getId, { IdentityPoolId: POOL, AccountId: '123456789012', Logins: LOGINS });
  assert.deepEqual(getCredentials.Logins, LOGINS);
});

test('the identity is requested once, its credentials at each refresh', async (t) => {
  const set = clock(t);
  const { fetch, names, requests } = awsWith();
  const client = clientWith(fetch, poolSource(fetch));
  for (const minutes of [0, 54, 56]) {
    set(minutes);
    await client.describeInstanceInformation();
  }
  const asked = (await names()).filter((name) => name.startsWith('Get'));
  assert.deepEqual(asked, ['GetId', 'GetCredentialsForIdentity', 'GetCredentialsForIdentity']);
  const identities = requests.filter(({ headers }) => /For/.test(headers.get('x-amz-target')));
  const [first, second] = await inputsOf({ requests: identities });
  assert.equal(first.IdentityId, second.IdentityId);
});

test('a function for logins is called at each refresh', async () => {
  const cognito = awsWith();
  const tokens = [TOKEN, LATER];
  const source = poolSource(cognito.fetch, {
    logins: async () => ({ [PROVIDER]: tokens.shift() }),
  });
  await source();
  await source();
  const sent = (await inputsOf(cognito)).map(({ Logins }) => Logins[PROVIDER]);
  assert.deepEqual(sent, [TOKEN, TOKEN, LATER]);
});

test('concurrent calls share one identity and one request', async () => {
  const { fetch, requests } = awsWith();
  const source = poolSource(fetch);
  const [first, ...others] = await Promise.all([source(), source(), source()]);
  assert.ok(others.every((credentials) => credentials === first));
  assert.equal(requests.length, 2);
});

test('an identity that was deleted is replaced, once', async () => {
  const before = awsWith();
  // Does not know the other's identities.
  const after = awsWith({}, { fleet: { nodes: 5, seed: 2 } });
  let current = before;
  const source = poolSource((request) => current.fetch(request));
  await source();
  current = after;
  assert.match((await source()).accessKeyId, /^ASIA/);
  assert.deepEqual(await after.names(), [
    'GetCredentialsForIdentity',
    'GetId',
    'GetCredentialsForIdentity',
  ]);
  await source();
  assert.equal(after.requests.length, 4);
});

test('a new identity that is not found is not replaced', async () => {
  const gone = () =>
    Response.json({ __type: 'ResourceNotFoundException', message: 'Gone.' }, { status: 400 });
  const fetch = scripted({ IdentityId: 'us-east-1:1a' }, gone);
  const { root } = await refused(poolSource(fetch)());
  assert.equal(root.awsCode, 'ResourceNotFoundException');
  assert.equal(fetch.requests.length, 2);
});

test('the identity in the output is used from then on', async () => {
  const credentials = { AccessKeyId: 'A', SecretKey: 'S', SessionToken: 'T', Expiration: 2e9 };
  const fetch = scripted(
    { IdentityId: 'us-east-1:1a' },
    { IdentityId: 'us-east-1:2b', Credentials: credentials },
  );
  const source = poolSource(fetch, { logins: LOGINS });
  assert.deepEqual(await source(), {
    accessKeyId: 'A',
    secretAccessKey: 'S',
    sessionToken: 'T',
    expiration: new Date(2e12),
  });
  await source();
  const { IdentityId } = await fetch.requests[2].json();
  assert.equal(IdentityId, 'us-east-1:2b');
});

test('customRoleArn is sent', async () => {
  const customRoleArn = roleArn('Admins');
  const cognito = awsWith({ customRoleArns: [customRoleArn] });
  const admin = poolSource(cognito.fetch, { logins: LOGINS, customRoleArn });
  assert.match(await callerOf(cognito, admin), /assumed-role\/Admins\//);
  const other = poolSource(cognito.fetch, { logins: LOGINS, customRoleArn: roleArn('Others') });
  assert.equal((await refused(other())).root.awsCode, 'NotAuthorizedException');
});

test('error responses are passed on with advice', async (t) => {
  clock(t);
  const cognito = awsWith();
  const closed = awsWith({ allowsGuests: false });
  const notFound = 'check identityPoolId, accountId, and that the pool is in this region';
  for (const [{ fetch }, options, awsCode, said, advice] of [
    [closed, {}, 'NotAuthorizedException', /: Unauthenticated access/, /allow guest access/],
    [
      cognito,
      { identityPoolId: 'us-east-1:0' },
      'ResourceNotFoundException',
      /not found/,
      notFound,
    ],
    [cognito, { accountId: '1' }, 'ResourceNotFoundException', /not found/, notFound],
    [
      cognito,
      { logins: { [PROVIDER]: EXPIRED } },
      'NotAuthorizedException',
      /Token expired/,
      /current token/,
    ],
    [cognito, { logins: { [PROVIDER]: 'x.y' } }, 'NotAuthorizedException', /Not a valid/, /check/],
    [
      cognito,
      { logins: { other: TOKEN } },
      'NotAuthorizedException',
      /Logins don't match/,
      /under/,
    ],
  ]) {
    const { message, root } = await refused(poolSource(fetch, options)(), [TOKEN, EXPIRED]);
    assert.deepEqual([root.awsCode, root.status], [awsCode, 400]);
    assert.match(message, said);
    assert.match(message, new RegExp(advice.source ?? advice));
  }
});

test('a provider is for one user', async () => {
  const { fetch } = awsWith();
  const tokens = [TOKEN, BOB];
  const source = poolSource(fetch, { logins: () => ({ [PROVIDER]: tokens.shift() }) });
  await source();
  const { message } = await refused(source(), [BOB]);
  assert.match(message, /Logins don't match.*for another user make another source\)$/);
});

test('logins that fail or are invalid are an error without a request', async () => {
  const { fetch, requests } = awsWith();
  const cause = new Error('hidden');
  const failing = poolSource(fetch, { logins: () => Promise.reject(cause) });
  const { error } = await refused(failing());
  assert.deepEqual([error.cause, error.message], [cause, `${DOING}: logins failed; see the cause`]);
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`p${i}`, 'hidden']));
  for (const logins of [undefined, null, 'hidden', ['hidden'], { a: 5 }, { a: '' }, many]) {
    const { message } = await refused(poolSource(fetch, { logins: () => logins })());
    const problem = "expected an object of at most 10 tokens by their providers' names";
    assert.equal(message, `${DOING}: logins: ${problem}`);
  }
  assert.equal(requests.length, 0);
});

test('a failed request is retried', async () => {
  const { fetch, requests } = awsWith(
    {},
    { faults: [{ every: 2, fault: { kind: 'fail', code: 'InternalErrorException' } }] },
  );
  await poolSource(fetch)();
  assert.equal(requests.length, 3);
});
