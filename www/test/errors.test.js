import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PatchClient } from 'patchlens';
import { pageCode } from './page-code.js';

const { explain } = await pageCode('model/errors');
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const REQUEST_ID = '6b0a4d3e-5d1c-4b2f-9a38-3a1a3bd5b0f1';

/** What the page says when a call meets this answer. */
async function explained(answer, options) {
  const client = new PatchClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET },
    maxAttempts: 1,
    fetch: async () => answer(),
    ...options,
  });
  const error = await client.describeInstanceInformation().catch((reason) => reason);
  const explanation = explain(error);
  assert.ok(!JSON.stringify(explanation).includes(SECRET));
  return explanation;
}

const refused = (code, { status = 400, message = 'Because.' } = {}) =>
  explained(
    () =>
      new Response(JSON.stringify({ __type: code, message }), {
        status,
        headers: { 'x-amzn-requestid': REQUEST_ID },
      }),
  );

for (const [code, title, remedy] of [
  ['UnrecognizedClientException', /did not accept the credentials/, 'credentials'],
  ['InvalidSignatureException', /did not accept the credentials/, 'credentials'],
  ['ExpiredTokenException', /session has expired/, 'credentials'],
  ['AccessDeniedException', /not allowed/, 'credentials'],
  ['RequestExpired', /clock/, 'none'],
  ['ThrottlingException', /throttling/, 'none'],
  ['OptInRequired', /region is not enabled/, 'credentials'],
  ['UnknownOperationException', /not Systems Manager/, 'credentials'],
  ['InvalidInstanceId', /no patch data/, 'none'],
  ['SomethingNew', /refused/, 'none'],
]) {
  test(`${code} is explained, with its request id`, async () => {
    const explanation = await refused(code);
    assert.match(explanation.title, title);
    assert.equal(explanation.remedy, remedy);
    assert.equal(explanation.requestId, REQUEST_ID);
    assert.ok(explanation.advice.length > 20);
    assert.match(explanation.detail, new RegExp(code));
  });
}

test('a denied action is named', async () => {
  const { missingAction } = await refused('AccessDeniedException');
  assert.equal(missingAction, 'ssm:DescribeInstanceInformation');
});

test('a signature that is too old is a matter of the clock, not of the keys', async () => {
  const message = 'Signature expired: 20261121T000000Z is now earlier than 20261121T005500Z';
  assert.match((await refused('InvalidSignatureException', { message })).title, /clock/);
});

test('a server error says so, and how often it was asked', async () => {
  const { title, advice } = await refused('InternalServerError', { status: 500 });
  assert.match(title, /problem of its own/);
  assert.match(advice, /HTTP 500; asked once/);
});

test('a failed fetch points to the endpoint and to CORS', async () => {
  const { title, advice, requestId } = await explained(() => {
    throw new TypeError('Failed to fetch');
  });
  assert.match(title, /could not be reached/);
  assert.match(advice, /CORS/);
  assert.equal(requestId, undefined);
});

test('a service that does not answer is told from one that cannot be reached', async () => {
  const { title } = await explained(() => new Promise(() => {}), { attemptTimeoutMs: 20 });
  assert.match(title, /did not answer in time/);
});

test('credentials that cannot be had are no fault of the service', async () => {
  const credentials = () => {
    throw new Error('signed out');
  };
  assert.match(
    (await explained(() => new Response('{}'), { credentials })).title,
    /No credentials/,
  );
});

test('half a JSON is not taken for an empty fleet', async () => {
  assert.match((await explained(() => new Response('{"Instance'))).title, /not understandable/);
});

test('options that cannot be right are named', () => {
  let error;
  try {
    new PatchClient({
      region: 'not a region',
      credentials: { accessKeyId: 'a', secretAccessKey: SECRET },
    });
  } catch (reason) {
    error = reason;
  }
  const { title, detail } = explain(error);
  assert.match(title, /cannot be right/);
  assert.match(detail, /region/);
  assert.ok(!detail.includes(SECRET));
});

test('an error of no known kind is shown as it is', () => {
  const { title, detail } = explain(new RangeError('out of it'));
  assert.match(title, /unexpected/);
  assert.equal(detail, 'RangeError: out of it');
});
