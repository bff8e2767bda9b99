/** The simulator's Cognito Identity: identities, their credentials, and error responses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, NOW, read, simulatorAt } from './signed-call.js';

const OPEN = 'us-east-1:1a2b3c4d-0000-0000-0000-000000000000';
const CLOSED = 'us-east-1:5e6f7a8b-0000-0000-0000-000000000000';
const PROVIDER = 'accounts.example.com';
const LOGINS = { [PROVIDER]: 'alice' };

const SETTINGS = {
  identityPools: [
    { identityPoolId: OPEN, allowsGuests: true, providers: [PROVIDER] },
    {
      identityPoolId: CLOSED,
      providers: [PROVIDER, 'login.example.org'],
      accountId: '210987654321',
    },
  ],
  webIdentityTokens: [
    { token: 'alice', provider: PROVIDER, subject: 'alice' },
    { token: 'bob', provider: PROVIDER, subject: 'bob' },
    { token: 'old', provider: PROVIDER, subject: 'alice', expiration: NOW },
    { token: 'elsewhere', provider: 'login.example.org', subject: 'alice' },
  ],
};
const simulator = simulatorAt(SETTINGS);

async function send(operation, input, { at = simulator, body = JSON.stringify(input) } = {}) {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityService.${operation}`,
  };
  const url = 'https://cognito-identity.us-east-1.amazonaws.com/';
  return read(await at.handle(new Request(url, { method: 'POST', headers, body })));
}

async function idOf(IdentityPoolId, Logins, options) {
  const { body, text } = await send('GetId', { IdentityPoolId, Logins }, options);
  assert.deepEqual(Object.keys(body), ['IdentityId'], text);
  return body.IdentityId;
}

const credentialsOf = (IdentityId, more, options) =>
  send('GetCredentialsForIdentity', { IdentityId, ...more }, options);

async function refused(response, code, message) {
  const { status, headers, body } = await response;
  assert.deepEqual({ status, body }, { status: 400, body: { __type: code, message } });
  assert.equal(headers.get('x-amzn-errortype'), code);
}

test('each guest has a new identity, and credentials that SSM accepts for an hour', async () => {
  const ids = [await idOf(OPEN), await idOf(OPEN, {})];
  assert.notEqual(ids[0], ids[1]);
  let now = NOW;
  const at = simulatorAt({ ...SETTINGS, now: () => now });
  const { status, body, text } = await credentialsOf(ids[0], {}, { at });
  assert.equal(status, 200, text);
  assert.equal(body.IdentityId, ids[0]);
  assert.match(text, /"Expiration":1\.7952276E9/);
  const { AccessKeyId, SecretKey, SessionToken } = body.Credentials;
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretKey,
    sessionToken: SessionToken,
  };
  assert.equal((await call(at, { credentials })).status, 200);
  now += 3_600_000;
  const { body: late } = await call(at, { credentials, signedAt: now });
  assert.equal(late.__type, 'ExpiredTokenException');
});

test('a user has the same identity each time, and another one in another pool', async () => {
  const alice = await idOf(OPEN, LOGINS);
  assert.equal(await idOf(OPEN, LOGINS), alice);
  assert.notEqual(await idOf(OPEN, { [PROVIDER]: 'bob' }), alice);
  assert.notEqual(await idOf(CLOSED, LOGINS), alice);
  assert.notEqual(
    await idOf(CLOSED, { 'login.example.org': 'elsewhere' }),
    await idOf(CLOSED, LOGINS),
  );
  assert.equal((await credentialsOf(alice, { Logins: LOGINS })).status, 200);
});

test('an identity is valid for any simulator of the same fleet, and for no other', async () => {
  const id = await idOf(OPEN);
  assert.equal((await credentialsOf(id, {}, { at: simulatorAt(SETTINGS) })).status, 200);
  const at = simulatorAt({ ...SETTINGS, fleet: { nodes: 5, seed: 9 } });
  const message = `Identity '${id}' not found.`;
  await refused(credentialsOf(id, {}, { at }), 'ResourceNotFoundException', message);
  const changed = id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
  await refused(
    credentialsOf(changed),
    'ResourceNotFoundException',
    `Identity '${changed}' not found.`,
  );
});

test('unknown pools and pools of another account are not found', async () => {
  for (const [IdentityPoolId, AccountId] of [
    ['us-east-1:0'],
    [OPEN, '210987654321'],
    [CLOSED, '123456789012'],
  ]) {
    const message = `IdentityPool '${IdentityPoolId}' not found.`;
    await refused(
      send('GetId', { IdentityPoolId, AccountId }),
      'ResourceNotFoundException',
      message,
    );
  }
  assert.equal(
    (await send('GetId', { IdentityPoolId: OPEN, AccountId: '123456789012' })).status,
    200,
  );
});

test('a caller without a valid identity is not authorized', async () => {
  const alice = await idOf(OPEN, LOGINS);
  const mismatch =
    "Logins don't match. Please include at least one valid login for this identity or identity pool.";
  for (const [response, message] of [
    [
      send('GetId', { IdentityPoolId: CLOSED }),
      'Unauthenticated access is not supported for this identity pool.',
    ],
    [credentialsOf(alice), `Access to Identity '${alice}' is forbidden.`],
    [credentialsOf(alice, { Logins: { [PROVIDER]: 'bob' } }), mismatch],
    [send('GetId', { IdentityPoolId: OPEN, Logins: { other: 'alice' } }), mismatch],
    [
      send('GetId', { IdentityPoolId: OPEN, Logins: { [PROVIDER]: 'unknown' } }),
      'Invalid login token. Not a valid OpenId Connect identity token.',
    ],
    [
      send('GetId', { IdentityPoolId: OPEN, Logins: { [PROVIDER]: 'elsewhere' } }),
      "Invalid login token. Issuer doesn't match providerName",
    ],
    [
      credentialsOf(alice, { Logins: { [PROVIDER]: 'old' } }),
      `Invalid login token. Token expired: ${NOW / 1000} >= ${NOW / 1000}`,
    ],
    [
      credentialsOf(alice, { Logins: LOGINS, CustomRoleArn: 'arn:aws:iam::123456789012:role/A' }),
      'arn:aws:iam::123456789012:role/A cannot be assumed through this identity pool.',
    ],
  ]) {
    await refused(response, 'NotAuthorizedException', message);
  }
});

test('unreadable and invalid input has the errors of every awsJson service', async () => {
  for (const body of [
    '',
    '[]',
    'null',
    '{"IdentityPoolId":5}',
    '{"IdentityPoolId":"a:0","Logins":[]}',
  ]) {
    const { status, body: error } = await send('GetId', undefined, { body });
    assert.deepEqual([status, error.__type], [400, 'SerializationException'], body);
  }
  for (const [input, constraint] of [
    [{}, "Value null at 'identityPoolId' failed to satisfy constraint: Member must not be null"],
    [
      { IdentityPoolId: 'x' },
      "Value 'x' at 'identityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+",
    ],
  ]) {
    const message = `1 validation error detected: ${constraint}`;
    await refused(send('GetId', input), 'ValidationException', message);
  }
  const Logins = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`p${i}`, 'x']));
  const many = await send('GetId', { IdentityPoolId: OPEN, Logins });
  assert.equal(many.body.__type, 'ValidationException');
  assert.equal((await send('ListIdentities', {})).body.__type, 'UnknownOperationException');
});
