/** The simulator's STS: the credentials of roles, and its error responses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, KEYS, NOW, read, SESSION, simulatorAt } from './signed-call.js';
import { signedRequest } from './signed-call.js';

const ENDPOINT = 'https://sts.us-east-1.amazonaws.com/';
const FORM = 'application/x-www-form-urlencoded; charset=utf-8';
const ROLE = 'arn:aws:iam::123456789012:role/service/PatchReader';
const OTHER = 'arn:aws:iam::210987654321:role/Other';
const PROVIDER = 'accounts.example.com';
const TOKEN = 'header.payload.signature';
const NAMESPACE = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';

const simulator = simulatorAt({
  roles: [
    { arn: ROLE, externalId: 'x1', maxSessionSeconds: 43_200 },
    { arn: OTHER, trusts: [ROLE, PROVIDER] },
  ],
  webIdentityTokens: [
    { token: TOKEN, provider: PROVIDER, subject: 'repo:org/portal', audience: 'sts' },
    { token: 'an.old.token', provider: PROVIDER, expiration: NOW },
    { token: 'a.foreign.token', provider: 'login.example.org' },
  ],
});

function form(Action, parameters = {}) {
  return String(new URLSearchParams({ Action, Version: '2011-06-15', ...parameters }));
}

/** The response to a signed request, in JSON unless `accept` says otherwise. */
async function signed(body, { accept = 'application/json', at = simulator, ...parts } = {}) {
  const headers = { 'content-type': FORM, 'x-amz-target': undefined, accept };
  const request = await signedRequest({ url: ENDPOINT, service: 'sts', body, headers, ...parts });
  return read(await at.handle(request));
}

async function unsigned(body, accept = 'application/json') {
  const headers = { 'content-type': FORM, accept };
  return read(await simulator.handle(new Request(ENDPOINT, { method: 'POST', headers, body })));
}

const assume = (parameters) =>
  form('AssumeRole', { RoleArn: ROLE, RoleSessionName: 'portal', ExternalId: 'x1', ...parameters });
const assumeWith = (parameters) =>
  form('AssumeRoleWithWebIdentity', {
    RoleArn: OTHER,
    RoleSessionName: 'build',
    WebIdentityToken: TOKEN,
    ...parameters,
  });

async function keysOf(response) {
  const { status, text, body } = await response;
  assert.equal(status, 200, text);
  const [[, document]] = Object.entries(body);
  const [[, { Credentials }]] = Object.entries(document);
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Credentials.Expiration,
  };
}

async function refused(response, status, code, message) {
  const { status: found, body, text } = await response;
  assert.deepEqual([found, body?.Error?.Code], [status, code], text);
  assert.equal(body.Error.Type, 'Sender');
  if (message instanceof RegExp) assert.match(body.Error.Message, message);
  else assert.equal(body.Error.Message, message);
  assert.match(body.RequestId, /^[0-9a-f-]{36}$/);
}

test('SSM accepts the credentials of a role until they expire', async () => {
  let now = NOW;
  const at = simulatorAt({ now: () => now, roles: [{ arn: ROLE }] });
  const credentials = await keysOf(signed(assume({ DurationSeconds: 900 }), { at }));
  assert.equal(credentials.expiration, NOW / 1000 + 900);
  assert.match(credentials.accessKeyId, /^ASIA[A-Z2-7]{16}$/);
  now = NOW + 899_000;
  const before = await call(at, { credentials, signedAt: now });
  assert.equal(before.status, 200, before.text);
  now = NOW + 900_000;
  const { status, body } = await call(at, { credentials, signedAt: now });
  assert.deepEqual([status, body.__type], [400, 'ExpiredTokenException']);
  await refused(
    signed(form('GetCallerIdentity'), { at, credentials, signedAt: now }),
    403,
    'ExpiredToken',
    'The security token included in the request is expired',
  );
});

test('the credentials are valid for another simulator of the same fleet, and for no other', async () => {
  const credentials = await keysOf(signed(assume()));
  const same = await call(simulatorAt(), { credentials });
  assert.equal(same.status, 200, same.text);
  const other = await call(simulatorAt({ fleet: { nodes: 5, seed: 9 } }), { credentials });
  assert.equal(other.body.__type, 'UnrecognizedClientException');
});

test('a session token that was changed, or is another session’s, is refused', async () => {
  const [one, two] = [await keysOf(signed(assume())), await keysOf(signed(assume()))];
  const { sessionToken } = one;
  const raised = JSON.parse(atob(sessionToken).slice(44));
  raised.arn = OTHER;
  for (const token of [
    two.sessionToken,
    sessionToken.slice(0, -4),
    btoa(atob(sessionToken).slice(0, 44) + JSON.stringify(raised)),
    '',
    'not base64 ü',
  ]) {
    const response = await call(simulator, { credentials: { ...one, sessionToken: token } });
    assert.equal(response.body.__type, 'UnrecognizedClientException', response.text);
  }
});

test('sessionSeconds is the lifetime of all credentials', async () => {
  const at = simulatorAt({ roles: [{ arn: ROLE }], sessionSeconds: 7 });
  const { expiration } = await keysOf(signed(assume({ DurationSeconds: 3600 }), { at }));
  assert.equal(expiration, NOW / 1000 + 7);
});

test('XML is the default, JSON is for clients that accept it', async () => {
  for (const accept of ['*/*', 'text/xml', 'text/html, image/gif']) {
    const { headers, text } = await signed(form('GetCallerIdentity'), { accept });
    assert.equal(headers.get('content-type'), 'text/xml');
    assert.match(text, new RegExp(`^<GetCallerIdentityResponse ${NAMESPACE}>\n  <GetCallerI`));
    assert.match(text, /\n    <Account>123456789012<\/Account>\n/);
    assert.match(text, /\n    <RequestId>[0-9a-f-]{36}<\/RequestId>\n/);
  }
  const { headers, body } = await signed(form('GetCallerIdentity'));
  assert.equal(headers.get('content-type'), 'application/json');
  assert.deepEqual(body.GetCallerIdentityResponse.GetCallerIdentityResult, {
    Arn: 'arn:aws:iam::123456789012:user/simulator',
    UserId: 'AIDAIOSFODNN7EXAMPLE',
    Account: '123456789012',
  });
});

test('timestamps are RFC 3339 in XML and seconds in JSON', async () => {
  const { text } = await signed(assume(), { accept: 'text/xml' });
  assert.match(text, /<Expiration>2026-11-21T02:20:00Z<\/Expiration>/);
  assert.match((await signed(assume())).text, /"Expiration":1\.7952276E9/);
});

test('texts are escaped in XML', async () => {
  const { status, text } = await signed(assume({ RoleSessionName: '<&>"\'' }), { accept: '*/*' });
  assert.equal(status, 400);
  assert.match(text, /<ErrorResponse xmlns=/);
  assert.match(text, /Value &apos;&lt;&amp;&gt;&quot;&apos;&apos; at/);
});

test('the caller in a session has the role without its path and the name of the session', async () => {
  const credentials = await keysOf(signed(assume({ RoleSessionName: 'a@b=c' })));
  const { body } = await signed(form('GetCallerIdentity'), { credentials });
  const { Arn, UserId } = body.GetCallerIdentityResponse.GetCallerIdentityResult;
  assert.equal(Arn, 'arn:aws:sts::123456789012:assumed-role/PatchReader/a@b=c');
  assert.match(UserId, /^AROA[A-Z2-7]{17}:a@b=c$/);
});

test('a role is for callers that it trusts and that know its external id', async () => {
  const denied = (who, role) =>
    `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${role}`;
  const user = 'arn:aws:iam::123456789012:user/simulator';
  const unknown = 'arn:aws:iam::123456789012:role/Unknown';
  for (const [parameters, role] of [
    [{ ExternalId: 'x2' }, ROLE],
    [{ RoleArn: OTHER }, OTHER],
    [{ RoleArn: unknown }, unknown],
  ]) {
    await refused(signed(assume(parameters)), 403, 'AccessDenied', denied(user, role));
  }
  const credentials = await keysOf(signed(assume()));
  await keysOf(signed(assume({ RoleArn: OTHER }), { credentials }));
  const session = 'arn:aws:sts::123456789012:assumed-role/simulator/session';
  const bySession = signed(assume({ RoleArn: OTHER }), { credentials: SESSION });
  await refused(bySession, 403, 'AccessDenied', denied(session, OTHER));
});

test('a session is as long as the role allows, and an hour with role chaining', async () => {
  await keysOf(signed(assume({ DurationSeconds: 43_200 })));
  const credentials = await keysOf(signed(assume()));
  const chained = signed(assume({ DurationSeconds: 3601 }), { credentials });
  await refused(chained, 400, 'ValidationError', /1 hour session limit .* role chaining\.$/);
  const long = signed(assume({ RoleArn: OTHER, DurationSeconds: 3601 }), { credentials });
  await refused(long, 400, 'ValidationError', /1 hour session limit/);
  const byToken = unsigned(assumeWith({ DurationSeconds: 3601 }));
  await refused(byToken, 400, 'ValidationError', /MaxSessionDuration set for this role\.$/);
});

test('the bearer of a token gets credentials without a signature', async () => {
  const { body } = await unsigned(assumeWith());
  const result = body.AssumeRoleWithWebIdentityResponse.AssumeRoleWithWebIdentityResult;
  assert.equal(result.SubjectFromWebIdentityToken, 'repo:org/portal');
  assert.deepEqual([result.Provider, result.Audience], [PROVIDER, 'sts']);
  assert.equal(result.AssumedRoleUser.Arn, 'arn:aws:sts::210987654321:assumed-role/Other/build');
});

test('invalid, expired and untrusted tokens are refused', async () => {
  for (const [token, status, code, message] of [
    ['no token', 400, 'InvalidIdentityToken', /^The ID Token provided is not a valid JWT\./],
    ['a.b.c', 400, 'InvalidIdentityToken', /^Couldn't retrieve verification key/],
    [
      'an.old.token',
      400,
      'ExpiredTokenException',
      /^Token expired: current date\/time 1795224000 /,
    ],
    ['a.foreign.token', 403, 'AccessDenied', /^Not authorized to perform sts:AssumeRoleWithWebId/],
  ]) {
    await refused(unsigned(assumeWith({ WebIdentityToken: token })), status, code, message);
  }
  const untrusting = unsigned(assumeWith({ RoleArn: ROLE }));
  await refused(untrusting, 403, 'AccessDenied', /^Not authorized/);
});

test('every violated constraint is named, and tokens are redacted', async () => {
  const wrong = {
    RoleArn: 'short',
    RoleSessionName: 'a b',
    WebIdentityToken: 'abc',
    DurationSeconds: 5,
  };
  const { body } = await unsigned(assumeWith(wrong));
  assert.equal(body.Error.Code, 'ValidationError');
  assert.deepEqual(body.Error.Message.split(/: (?=Value)|; /), [
    '4 validation errors detected',
    "Value 'short' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
    "Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    "Value '***' at 'webIdentityToken' failed to satisfy constraint: Member must have length greater than or equal to 4",
    "Value '5' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  ]);
  await refused(
    unsigned(form('AssumeRoleWithWebIdentity', { RoleArn: ROLE, WebIdentityToken: TOKEN })),
    400,
    'ValidationError',
    "1 validation error detected: Value null at 'roleSessionName' failed to satisfy constraint: " +
      'Member must not be null',
  );
  const noNumber = unsigned(assumeWith({ DurationSeconds: 'long' }));
  await refused(noNumber, 400, 'MalformedInput', /DurationSeconds/);
});

test('signatures are verified for STS, with its own error codes', async () => {
  const identity = form('GetCallerIdentity');
  for (const [parts, status, code, message] of [
    [{ service: 'ssm' }, 403, 'SignatureDoesNotMatch', /scoped to correct service: 'sts'\.$/],
    [
      { region: 'eu-west-1' },
      403,
      'SignatureDoesNotMatch',
      /^Credential should be scoped to a valid/,
    ],
    [{ signedAt: NOW - 600_000 }, 403, 'SignatureDoesNotMatch', /^Signature expired: /],
    [
      { credentials: { ...KEYS, accessKeyId: 'AKIAUNKNOWN' } },
      403,
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    ],
    [
      { tamper: ({ headers }) => delete headers.authorization },
      403,
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
    ],
    [
      { tamper: ({ headers }) => (headers['x-amz-date'] = 'today') },
      400,
      'IncompleteSignature',
      /^Date must be in ISO-8601/,
    ],
  ]) {
    await refused(signed(identity, parts), status, code, message);
  }
  await refused(unsigned(identity), 403, 'MissingAuthenticationToken', /^Request is missing/);
});

test('the error for another signature has the texts that should have been signed', async () => {
  const wrong = { credentials: { ...KEYS, secretAccessKey: 'wrong' }, accept: 'text/xml' };
  const { status, text } = await signed(form('GetCallerIdentity'), wrong);
  assert.equal(status, 403);
  const [, message] = /<Message>([^]*)<\/Message>/.exec(text);
  const [first, canonicalRequest, stringToSign] = message.split(
    /\n\nThe (?:Canonical String for this request|String-to-Sign) should have been\n/,
  );
  assert.match(first, /^The request signature we calculated does not match/);
  assert.match(
    canonicalRequest,
    /^&apos;POST\n\/\n\naccept:text\/xml\ncontent-type:[^]*host:sts\./,
  );
  assert.match(
    stringToSign,
    /^&apos;AWS4-HMAC-SHA256\n20261121T012000Z\n20261121\/us-east-1\/sts\//,
  );
});

test('other actions and versions are unknown', async () => {
  const message = 'Could not find operation GetSessionToken for version 2011-06-15';
  await refused(signed(form('GetSessionToken')), 400, 'InvalidAction', message);
  const older = signed(form('GetCallerIdentity', { Version: '2010-01-01' }));
  await refused(older, 400, 'InvalidAction', /for version 2010-01-01$/);
  await refused(
    signed('toString=1'),
    400,
    'InvalidAction',
    /operation null for version NO_VERSION/,
  );
  await refused(signed('Action=constructor'), 400, 'InvalidAction', /operation constructor/);
});

test('faults have the form of STS; records have the operation and the key id, and no secret', async () => {
  const records = [];
  const at = simulatorAt({
    roles: [{ arn: ROLE }],
    faults: [
      { operation: 'AssumeRole', first: 1, fault: { kind: 'throttle', code: 'Throttling' } },
    ],
    onRequest: (record) => records.push(record),
  });
  const { status, text } = await signed(assume(), { at, accept: 'text/xml' });
  assert.equal(status, 400);
  assert.match(text, /<Code>Throttling<\/Code>\s*<Message>Rate exceeded<\/Message>/);
  await keysOf(signed(assume(), { at }));
  const [faulty, fine] = records.map(({ requestId: _id, ...record }) => record);
  const common = {
    method: 'POST',
    path: '/',
    operation: 'AssumeRole',
    accessKeyId: KEYS.accessKeyId,
  };
  assert.deepEqual(faulty, { ...common, fault: 'throttle', status: 400, code: 'Throttling' });
  assert.deepEqual(fine, { ...common, status: 200, code: undefined });
});

test('invalid options are TypeErrors', () => {
  for (const [options, message] of [
    [{ roles: [{ arn: 'PatchReader' }] }, /^roles: "PatchReader" is not the ARN of a role$/],
    [{ webIdentityTokens: [{ token: 'x' }] }, /^webIdentityTokens: token and provider/],
    [
      { webIdentityTokens: [{ token: 'x', provider: 'y', expiration: 'soon' }] },
      /^webIdentityTokens: expiration of subject is not a time$/,
    ],
    [{ identityPools: [{}] }, /^identityPools: "undefined" is not the id of an identity pool$/],
    [
      { identityPools: [{ identityPoolId: 'us-east-1:0', customRoleArns: ['Admins'] }] },
      /^identityPools: "Admins" is not the ARN of a role$/,
    ],
  ]) {
    assert.throws(() => simulatorAt(options), { name: 'TypeError', message });
  }
});
