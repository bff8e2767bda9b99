/** Secrets that a response, a proxy or a custom `fetch` repeats. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromCognitoIdentityPool, fromWebIdentity } from 'patchlens';
import { clientOf, failure, REGION, scripted, SESSION } from '../conversation.js';

const { secretAccessKey, sessionToken } = SESSION;
const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.e30+/=.c2lnbmF0dXJl';

/** The failure of a call with session credentials. */
function failed(fetch) {
  const client = clientOf(fetch, { credentials: SESSION, maxAttempts: 1 });
  return failure(client.describeInstanceInformation());
}

function withoutSecrets(error, secrets = [secretAccessKey, sessionToken]) {
  for (const secret of secrets) {
    assert.ok(!`${error.message}${JSON.stringify(error)}`.includes(secret), error.message);
  }
  assert.match(error.message, /\[redacted\]/);
}

test('a fetch whose error quotes the headers does not put the token into the message', async () => {
  const error = await failed((request) => {
    throw new Error(`invalid headers: ${JSON.stringify([...request.headers])} ${secretAccessKey}`);
  });
  assert.equal(error.code, 'network');
  withoutSecrets(error);
});

test('a 2xx that echoes the request is quoted without its secrets', async () => {
  for (const echo of [
    (token) => `<html>x-amz-security-token: ${token} ${secretAccessKey}`,
    (token) => JSON.stringify({ InstanceInformationList: `${secretAccessKey} ${token}`.slice(0, 70) }),
    (token) => JSON.stringify(`${secretAccessKey.padEnd(60)} ${token}`.slice(0, 70)),
  ]) {
    const fetch = async ({ headers }) => new Response(echo(headers.get('x-amz-security-token')));
    const error = await failed(fetch);
    assert.equal(error.code, 'malformed-response');
    withoutSecrets(error, [secretAccessKey]);
  }
});

test('an unsigned call that echoes its token is quoted without it', async () => {
  const roleArn = 'arn:aws:iam::123456789012:role/PatchReader';
  const options = { region: REGION, maxAttempts: 1 };
  const echo = async (request) => {
    const body = await request.text();
    return Response.json({ __type: 'AccessDenied', message: `${TOKEN} ${body}` }, { status: 403 });
  };
  const pool = { identityPoolId: 'us-east-1:1a2b3c4d-0000-0000-0000-000000000000' };
  for (const provider of [
    fromWebIdentity({ ...options, roleArn, token: () => TOKEN, fetch: echo }),
    fromCognitoIdentityPool({ ...options, ...pool, logins: { idp: TOKEN }, fetch: echo }),
  ]) {
    const error = await failure(provider());
    withoutSecrets(error, [TOKEN, encodeURIComponent(TOKEN)]);
    withoutSecrets(error.cause, [TOKEN, encodeURIComponent(TOKEN)]);
  }
});

test('keys of a local server that are words stay readable in messages', async () => {
  const answer = Response.json({ __type: 'X', message: 'a test of the tests' }, { status: 400 });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = clientOf(scripted(answer), { credentials });
  const { message } = await failure(client.describeInstanceInformation());
  assert.match(message, /: X: a test of the tests$/);
});

test('a long message of blanks and quotation marks is read in linear time', async () => {
  for (const filler of [' ', "' ", "The Canonical String ' ", "The Canonical String' ' "]) {
    const message = filler.repeat(200_000);
    const answer = Response.json({ __type: 'SignatureDoesNotMatch', message }, { status: 403 });
    const startedAt = performance.now();
    await failed(scripted(answer));
    assert.ok(performance.now() - startedAt < 10_000, JSON.stringify(filler));
  }
});

test('an error code and a request id that echo the token are redacted', async () => {
  const echo = sessionToken.replaceAll('/', '\\/');
  const headers = { 'x-amzn-requestid': sessionToken };
  const error = await failed(async () => new Response(`{"__type":"${echo}"}`, { status: 400, headers }));
  withoutSecrets(error);
  assert.equal(error.requestId, '[redacted]');
});
