/** Error responses of STS, in JSON and in XML: passed on with their code and with advice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromAssumeRole, fromWebIdentity } from 'patchlens';
import { KEYS, REGION, scripted, SESSION } from '../conversation.js';
import { aws, clientWith, clock, NOON, PROVIDER, refused, ROLE, roleArn } from './rig.js';

const OTHER = {
  accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
  secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEZ',
  arn: 'arn:aws:iam::210987654321:user/stranger',
};

const TOKEN = 'a.token.of-alice';
const EXPIRED = 'an.older.token';

function roleSource(fetch, options = {}) {
  return fromAssumeRole({ region: REGION, roleArn: ROLE, source: KEYS, fetch, ...options });
}

function awsWithTokens(options = {}) {
  return aws({
    roles: [{ arn: ROLE, trusts: [PROVIDER] }],
    webIdentityTokens: [
      { token: TOKEN, provider: PROVIDER },
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

test('the error of a chain ends with the service’s message at its root', async () => {
  const { fetch } = aws({ roles: [{ arn: roleArn('A'), trusts: [] }] });
  const a = roleSource(fetch, { roleArn: roleArn('A') });
  const b = roleSource(fetch, { roleArn: roleArn('B'), source: a });
  const c = roleSource(fetch, { roleArn: roleArn('C'), source: b });
  const { chain, root, message } = await refused(
    clientWith(fetch, c).describeInstanceInformation(),
  );
  assert.deepEqual(
    chain.map(({ code }) => code),
    ['credentials', 'credentials', 'credentials', 'credentials', 'service'],
  );
  assert.deepEqual(
    [root.awsCode, root.status, root.operation],
    ['AccessDenied', 403, 'AssumeRole'],
  );
  const doing = ['C', 'B', 'A'].map((name) => `Cannot assume the role "${roleArn(name)}": `);
  const said = `Cannot list managed nodes: no credentials: ${doing.join('no credentials: ')}`;
  assert.ok(message.startsWith(`${said}AccessDenied: User: `), message);
  assert.match(message, /check that the trust policy/);
});

test('the error for a role that does not trust the caller names what to check', async () => {
  const { fetch } = aws({ credentials: [OTHER] });
  const { message, root, error } = await refused(roleSource(fetch, { source: OTHER })(), [
    OTHER.secretAccessKey,
  ]);
  assert.equal(
    message,
    `Cannot assume the role "${ROLE}": AccessDenied: User: ${OTHER.arn} is not authorized to ` +
      `perform: sts:AssumeRole on resource: ${ROLE} (check that the trust policy of the role ` +
      'names the principal of source, and the external id)',
  );
  assert.deepEqual([error.operation, error.retryable], ['AssumeRole', false]);
  assert.equal(root.code, 'service');
  assert.match(root.requestId, /^[0-9a-f-]{36}$/);
});

test('a wrong or missing external id is an error, the right one is not', async () => {
  const { fetch } = aws({ roles: [{ arn: ROLE, externalId: 'portal-42' }] });
  for (const externalId of ['portal-43', undefined]) {
    const { root, message } = await refused(roleSource(fetch, { externalId })());
    assert.equal(root.awsCode, 'AccessDenied');
    assert.match(message, /external id\)$/);
  }
  await roleSource(fetch, { externalId: 'portal-42' })();
});

test('the error for a session that is too long names the setting that allows it', async () => {
  const { fetch } = aws({ roles: [{ arn: ROLE, maxSessionSeconds: 7200 }] });
  const tooLong = await refused(roleSource(fetch, { durationSeconds: 7201 })());
  assert.match(tooLong.message, /ValidationError: .*MaxSessionDuration.* \(ask for a shorter/);
  const chained = roleSource(fetch, { durationSeconds: 7200, source: roleSource(fetch) });
  const { message, root } = await refused(chained());
  assert.match(message, /role chaining\. \(.*3600 at most\)$/);
  assert.equal(root.awsCode, 'ValidationError');
  await roleSource(fetch, { durationSeconds: 7200 })();
});

test('the error for keys that AWS rejects names the problem', async (t) => {
  const set = clock(t);
  const { fetch } = aws();
  const { secretAccessKey, ...rest } = KEYS;
  for (const [source, awsCode, advice] of [
    [{ ...rest, secretAccessKey: `${secretAccessKey}x` }, 'SignatureDoesNotMatch', /secret access/],
    [{ ...KEYS, accessKeyId: 'AKIAUNKNOWN' }, 'InvalidClientTokenId', /does not know them/],
    [{ ...SESSION, sessionToken: 'cut' }, 'InvalidClientTokenId', /does not know them/],
  ]) {
    const { message, root } = await refused(roleSource(fetch, { source })());
    assert.equal(root.awsCode, awsCode);
    assert.match(message, advice);
  }
  const ended = await roleSource(fetch)();
  set(60);
  const secrets = [ended.secretAccessKey, ended.sessionToken];
  const { message, root } = await refused(roleSource(fetch, { source: { ...ended } })(), secrets);
  assert.equal(root.awsCode, 'ExpiredToken');
  assert.match(message, /refresh them\)$/);
});

test('a source whose credentials have expired is refreshed once', async (t) => {
  const set = clock(t);
  const { fetch, names } = aws();
  const ended = await roleSource(fetch)();
  set(60);
  const given = [{ ...ended, expiration: undefined }, KEYS];
  await roleSource(fetch, { source: () => given.shift() })();
  assert.deepEqual(given, []);
  assert.equal((await names()).length, 3);
});

test('an error for a signature mismatch does not show the session token', async () => {
  const { fetch } = aws();
  const keys = await roleSource(fetch)();
  const source = { ...keys, secretAccessKey: 'wrong' };
  const { root } = await refused(roleSource(fetch, { source })(), [keys.sessionToken]);
  assert.equal(root.awsCode, 'SignatureDoesNotMatch');
});

test('calls of STS are retried by the same rules as calls of SSM', async () => {
  const { fetch, requests } = aws({
    faults: [
      { operation: 'AssumeRole', first: 1, fault: { kind: 'throttle', code: 'Throttling' } },
      { operation: 'AssumeRole', first: 2, fault: { kind: 'fail', status: 503, body: '' } },
    ],
  });
  await roleSource(fetch)();
  assert.equal(requests.length, 3);
  requests.length = 0;
  const down = aws({ faults: () => ({ kind: 'reset' }) });
  const { root, error } = await refused(roleSource(down.fetch, { maxAttempts: 2 })());
  assert.deepEqual([root.message, error.cause.code], ['fetch failed', 'network']);
  assert.deepEqual([error.retryable, error.cause.attempts], [true, 2]);
  assert.equal(down.requests.length, 2);
});

test('a role of a chain cannot be assumed without the credentials before it', async () => {
  const { fetch } = aws({
    roles: [{ arn: roleArn('A') }, { arn: roleArn('C'), trusts: [roleArn('B')] }],
  });
  const a = roleSource(fetch, { roleArn: roleArn('A') });
  const { message } = await refused(roleSource(fetch, { roleArn: roleArn('C'), source: a })());
  assert.match(message, /assumed-role\/A\/\S+ is not authorized to perform: sts:AssumeRole/);
});

test('the error for a token that AWS rejects has advice', async (t) => {
  clock(t);
  const { fetch } = awsWithTokens();
  for (const [token, awsCode, advice] of [
    [EXPIRED, 'ExpiredTokenException', /have token get a new one from the identity provider\)$/],
    ['not a token', 'InvalidIdentityToken', /\(have token get a new ID token, /],
    ['a.b.c', 'InvalidIdentityToken', /check that IAM knows its provider/],
    ['of.another.provider', 'AccessDenied', /\(check that the trust policy of the role names/],
  ]) {
    const { message, root } = await refused(webSource(fetch, { token: () => token })(), [token]);
    assert.equal(root.awsCode, awsCode);
    assert.match(message, advice);
    assert.match(message, new RegExp(`^Cannot assume the role "${ROLE}": ${awsCode}: `));
  }
});

test('other errors have advice, too', async () => {
  for (const [awsCode, advice] of [
    ['IDPRejectedClaim', /have token get a new one/],
    ['RegionDisabledException', /activate STS for this region/],
    ['IDPCommunicationError', /try again later/],
  ]) {
    const fetch = scripted(() =>
      Response.json({ Error: { Code: awsCode, Message: 'No.' } }, { status: 400 }),
    );
    const { message, root } = await refused(webSource(fetch, { maxAttempts: 1 })());
    assert.equal(root.awsCode, awsCode);
    assert.match(message, advice);
  }
});

test('an identity provider that AWS cannot reach is retried', async () => {
  const { fetch, requests } = awsWithTokens({
    faults: [{ first: 1, fault: { kind: 'fail', status: 400, code: 'IDPCommunicationError' } }],
  });
  await webSource(fetch)();
  assert.equal(requests.length, 2);
});

test('error responses in XML are read like those in JSON', async () => {
  const { fetch } = aws({ roles: [] });
  const inXml = (request) => {
    request.headers.delete('accept');
    return fetch(request);
  };
  const messages = [fetch, inXml].map(async (send) => {
    const { message, root } = await refused(roleSource(send)());
    assert.equal(root.awsCode, 'AccessDenied');
    return message.replace(/patchlens-\d+/, '');
  });
  const [first, second] = await Promise.all(messages);
  assert.equal(first, second);
});
