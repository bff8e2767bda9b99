import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AwsClient } from 'aws4fetch';
import {
  call,
  ENDPOINT,
  KEYS,
  NOW,
  read,
  SESSION,
  signedRequest,
  simulatorAt,
} from './signed-call.js';

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your ' +
  'AWS Secret Access Key and signing method. Consult the service documentation for details.';
const UNRECOGNIZED = 'The security token included in the request is invalid.';
const simulator = simulatorAt();

async function accepted(parts) {
  const { status, text } = await call(simulator, parts);
  assert.equal(status, 200, text);
}

async function refused(parts, code, message) {
  const { status, headers, body } = await call(simulator, parts);
  assert.deepEqual({ status, body }, { status: 400, body: { __type: code, message } });
  assert.equal(headers.get('x-amzn-errortype'), code);
  assert.equal(headers.get('content-type'), 'application/x-amz-json-1.1');
  assert.match(headers.get('x-amzn-requestid'), /^[0-9a-f-]{36}$/);
}

/** Signed by a library that shares no code with the verifier. */
function signedByAws4fetch(credentials, { url = ENDPOINT, allHeaders = false } = {}) {
  const signer = new AwsClient({ ...credentials, service: 'ssm', region: 'us-east-1' });
  return signer.sign(url, {
    method: 'POST',
    body: '{"MaxResults":5}',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonSSM.DescribeInstanceInformation',
    },
    aws: { allHeaders, datetime: '20261121T012000Z' },
  });
}

for (const [name, credentials] of [
  ['a key pair', KEYS],
  ['a role session', SESSION],
]) {
  test(`the signature of aws4fetch with ${name} is accepted`, async () => {
    const { status, text } = await read(
      await simulator.handle(await signedByAws4fetch(credentials)),
    );
    assert.equal(status, 200, text);
  });

  test(`the signature of aws4fetch with ${name} over all headers is accepted`, async () => {
    const request = await signedByAws4fetch(credentials, { allHeaders: true });
    const { status, text } = await read(await simulator.handle(request));
    assert.equal(status, 200, text);
  });

  test(`the signature of AWS's signer with ${name} is accepted`, () => accepted({ credentials }));
}

test('a path, a port and a query are verified as they were sent', async () => {
  const url = 'http://localhost:4566/a%20b/%E1%88%B4/ssm/?x=1&a=%2F%20b';
  await accepted({ url });
  const request = await signedByAws4fetch(KEYS, { url: 'http://localhost:4566/proxy/ssm' });
  assert.equal((await simulator.handle(request)).status, 200);
});

test('inner spaces, UTF-8 and a body hash in the headers are accepted', () =>
  accepted({
    headers: { 'x-amz-user-agent': 'a   b', 'x-amz-meta': 'größer' },
    tamper: ({ headers }) => {
      headers['x-amz-meta'] = Buffer.from('größer').toString('latin1');
    },
  }));

test('a content-length that the browser removes after signing is accepted', () =>
  accepted({
    body: '{"MaxResults":5}',
    headers: { 'content-length': '16', 'x-amz-content-sha256': undefined },
    tamper: ({ headers }) => delete headers['content-length'],
  }));

test('a request signed up to five minutes off is accepted', async () => {
  await accepted({ signedAt: NOW - 5 * 60_000 });
  await accepted({ signedAt: NOW + 5 * 60_000 });
});

test('a request of yesterday, seconds after midnight, is accepted', async () => {
  const midnight = Date.UTC(2026, 10, 21);
  const early = simulatorAt({ now: () => midnight + 20_000 });
  const { status } = await call(early, { signedAt: midnight - 20_000 });
  assert.equal(status, 200);
});

test('a request without Authorization lacks its authentication token', () =>
  refused(
    { tamper: ({ headers }) => delete headers.authorization },
    'MissingAuthenticationTokenException',
    'Request is missing Authentication Token',
  ));

test('another scheme of Authorization lacks its authentication token', () =>
  refused(
    { tamper: ({ headers }) => (headers.authorization = 'Basic dTpw') },
    'MissingAuthenticationTokenException',
    'Request is missing Authentication Token',
  ));

test('every missing part of the Authorization header is named', () =>
  refused(
    {
      tamper: ({ headers }) => {
        headers.authorization = 'AWS4-HMAC-SHA256 SignedHeaders=host';
        delete headers['x-amz-date'];
      },
    },
    'IncompleteSignatureException',
    "Authorization header requires 'Credential' parameter. " +
      "Authorization header requires 'Signature' parameter. " +
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " +
      'Authorization=AWS4-HMAC-SHA256 SignedHeaders=host',
  ));

test('a part without an equals sign is quoted', () =>
  refused(
    { tamper: ({ headers }) => (headers.authorization = 'AWS4-HMAC-SHA256 Credential') },
    'IncompleteSignatureException',
    "'Credential' not a valid key=value pair (missing equal-sign) in Authorization header: " +
      "'AWS4-HMAC-SHA256 Credential'.",
  ));

test('a date in another format is quoted', () =>
  refused(
    { tamper: ({ headers }) => (headers['x-amz-date'] = '2026-11-21T01:20:00Z') },
    'IncompleteSignatureException',
    "Date must be in ISO-8601 'basic format'. Got '2026-11-21T01:20:00Z'. " +
      'See http://en.wikipedia.org/wiki/ISO_8601',
  ));

test('a request signed 20 minutes ago has expired', () =>
  refused(
    { signedAt: NOW - 20 * 60_000 },
    'InvalidSignatureException',
    'Signature expired: 20261121T010000Z is now earlier than 20261121T011500Z ' +
      '(20261121T012000Z - 5 min.)',
  ));

test('a request signed 20 minutes ahead is not yet current', () =>
  refused(
    { signedAt: NOW + 20 * 60_000 },
    'InvalidSignatureException',
    'Signature not yet current: 20261121T014000Z is still later than 20261121T012500Z ' +
      '(20261121T012000Z + 5 min.)',
  ));

test('a host that is not signed is refused', () =>
  refused(
    { headers: { host: undefined } },
    'InvalidSignatureException',
    "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
  ));

test('an x-amz-target that is not signed is refused, though the signature is right', () =>
  refused(
    {
      headers: { 'x-amz-target': undefined },
      tamper: ({ headers }) => {
        headers['x-amz-target'] = 'AmazonSSM.DescribeInstanceInformation';
      },
    },
    'InvalidSignatureException',
    "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.",
  ));

test('another algorithm is refused', () =>
  refused(
    {
      tamper: ({ headers }) => {
        headers.authorization = headers.authorization.replace('SHA256', 'SHA512');
      },
    },
    'IncompleteSignatureException',
    "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512' (only AWS4-HMAC-SHA256 for now). ",
  ));

test('a credential with a missing part is quoted', () =>
  refused(
    {
      tamper: ({ headers }) => {
        headers.authorization = headers.authorization.replace('/aws4_request', '');
      },
    },
    'IncompleteSignatureException',
    'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ' +
      `got '${KEYS.accessKeyId}/20261121/us-east-1/ssm'`,
  ));

test('a scope for another region is refused', () =>
  refused(
    { region: 'eu-west-1' },
    'InvalidSignatureException',
    "Credential should be scoped to a valid region, not 'eu-west-1'.",
  ));

test('a scope for another service is refused', () =>
  refused(
    { service: 's3' },
    'InvalidSignatureException',
    "Credential should be scoped to correct service: 'ssm'.",
  ));

test('a scope for another day is refused', () =>
  refused(
    {
      tamper: ({ headers }) => {
        headers.authorization = headers.authorization.replace('/20261121/', '/20261120/');
      },
    },
    'InvalidSignatureException',
    'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
      "'20261120' != '20261121', from '20261121T012000Z'.",
  ));

test('an unknown access key id is not recognized', () =>
  refused(
    { credentials: { ...KEYS, accessKeyId: 'AKIAUNKNOWN' } },
    'UnrecognizedClientException',
    UNRECOGNIZED,
  ));

const wrongTokens = {
  'cut short': SESSION.sessionToken.slice(0, -1),
  missing: undefined,
  'of someone else': 'another',
};
for (const [name, sessionToken] of Object.entries(wrongTokens)) {
  test(`a session token ${name} is not recognized, though the signature is right`, () =>
    refused(
      { credentials: { ...SESSION, sessionToken } },
      'UnrecognizedClientException',
      UNRECOGNIZED,
    ));
}

test('a session token with a key pair that has none is not recognized', () =>
  refused(
    { credentials: { ...KEYS, sessionToken: 'x' } },
    'UnrecognizedClientException',
    UNRECOGNIZED,
  ));

test('an expired session has an error code of its own', async () => {
  const expiring = simulatorAt({ credentials: [{ ...SESSION, expiration: NOW }] });
  const { status, body } = await call(expiring, { credentials: SESSION });
  assert.equal(status, 400);
  assert.deepEqual(body, {
    __type: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  });
  const valid = simulatorAt({ credentials: [{ ...SESSION, expiration: new Date(NOW + 1) }] });
  assert.equal((await call(valid, { credentials: SESSION })).status, 200);
});

test('a wrong secret is refused', () =>
  refused(
    { credentials: { ...KEYS, secretAccessKey: 'wrong' } },
    'InvalidSignatureException',
    MISMATCH,
  ));

const tamperings = {
  'a body': (message) => (message.body = '{"MaxResults":6}'),
  'a body with one space more': (message) => (message.body += ' '),
  'a target': ({ headers }) => (headers['x-amz-target'] = 'AmazonSSM.DescribeInstancePatches'),
  'a content type': ({ headers }) => (headers['content-type'] += '; charset=utf-8'),
  'a signature': ({ headers }) => {
    headers.authorization = headers.authorization.replace(/.$/, (digit) =>
      digit === '0' ? '1' : '0',
    );
  },
  'a signature cut short': ({ headers }) =>
    (headers.authorization = headers.authorization.slice(0, -1)),
};
for (const [name, tamper] of Object.entries(tamperings)) {
  test(`${name} changed after signing is refused`, () =>
    refused({ body: '{"MaxResults":5}', tamper }, 'InvalidSignatureException', MISMATCH));
}

test('a body hash in the headers is checked', async () => {
  const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  await refused(
    { headers: { 'x-amz-content-sha256': hash } },
    'InvalidSignatureException',
    MISMATCH,
  );
  const unsigned = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  await refused({ headers: unsigned }, 'InvalidSignatureException', MISMATCH);
});

test('another host or path than the signed one is refused', async () => {
  const request = await signedRequest({ url: ENDPOINT });
  for (const url of [
    'https://ssm.eu-west-1.amazonaws.com/',
    `${ENDPOINT}ssm/`,
    `${ENDPOINT}?a=b`,
  ]) {
    const moved = new Request(url, { method: 'POST', headers: request.headers, body: '{}' });
    const { body } = await read(await simulator.handle(moved));
    assert.deepEqual(body, { __type: 'InvalidSignatureException', message: MISMATCH });
  }
});

test('invalid credentials in the options are a TypeError', () => {
  const messages = {
    'credentials: at least one key pair is needed': [],
    'credentials: accessKeyId and secretAccessKey must be non-empty texts': [
      { accessKeyId: 'AKIA' },
    ],
    'credentials: expiration of AKIA is not a time': [
      { accessKeyId: 'AKIA', secretAccessKey: 'x', expiration: 'soon' },
    ],
  };
  for (const [message, credentials] of Object.entries(messages)) {
    assert.throws(() => simulatorAt({ credentials }), { name: 'TypeError', message });
  }
});
