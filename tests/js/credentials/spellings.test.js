/** Keys with white space around them, and keys in AWS's spelling. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signRequest } from 'patchlens';
import { clientOf, failure, KEYS, REGION, scripted, SESSION } from '../conversation.js';

const OPTIONS = { region: REGION, service: 'ssm', date: new Date(Date.UTC(2026, 10, 21)) };

async function headersSignedWith(credentials) {
  const request = { url: 'https://example.com/' };
  const { headers } = await signRequest(request, { ...OPTIONS, credentials });
  return headers;
}

test('white space around keys changes nothing', async () => {
  const expected = await headersSignedWith(SESSION);
  for (const [before, after] of [
    ['', '\n'],
    [' ', '\r\n'],
    ['\t', '\u00a0'],
    ['\ufeff', '\u200b'],
  ]) {
    const entries = ['accessKeyId', 'secretAccessKey', 'sessionToken'].map((name) => [
      name,
      `${before}${SESSION[name]}${after}`,
    ]);
    assert.deepEqual(await headersSignedWith(Object.fromEntries(entries)), expected);
  }
});

test('white space within keys is an error that names the member', async () => {
  for (const name of ['accessKeyId', 'secretAccessKey', 'sessionToken']) {
    for (const blank of [' ', '\n', '\t', '\u00a0', '\0']) {
      const credentials = { ...SESSION, [name]: `QqQq${blank}QqQq` };
      const { message } = await failure(headersSignedWith(credentials));
      assert.match(message, new RegExp(`credentials\\.${name}: holds a character`));
      assert.ok(!message.includes('QqQq'));
    }
  }
});

test('keys in AWS’s spelling are accepted', async () => {
  const { accessKeyId: AccessKeyId, secretAccessKey, sessionToken } = SESSION;
  const expected = await headersSignedWith(SESSION);
  for (const credentials of [
    { AccessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken },
    { AccessKeyId, SecretKey: secretAccessKey, SessionToken: sessionToken, Expiration: 2e9 },
    { AccessKeyId, SecretAccessKey: secretAccessKey, Token: sessionToken, Code: 'Success' },
    { AccessKeyId, secretAccessKey, Token: sessionToken },
  ]) {
    assert.deepEqual(await headersSignedWith(credentials), expected);
  }
});

test('an Expiration in seconds determines the refresh', async () => {
  const given = [];
  const credentials = () => {
    const Expiration = Date.now() / 1000 + (given.length === 0 ? 0 : 3600);
    given.push(Expiration);
    return { AccessKeyId: KEYS.accessKeyId, SecretAccessKey: KEYS.secretAccessKey, Expiration };
  };
  const client = clientOf(scripted({ InstanceInformationList: [] }), { credentials });
  for (const times of [1, 2, 2]) {
    await client.describeInstanceInformation();
    assert.equal(given.length, times);
  }
});

test('a short key stays in a message, a longer one is redacted', async () => {
  const refused = (message) => Response.json({ __type: 'Denied', message }, { status: 400 });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test', sessionToken: 'test' };
  const text = 'The test of a contest failed';
  const fetch = scripted(refused(`${text}: long-enough`));
  const short = clientOf(fetch, { credentials });
  const long = clientOf(fetch, { credentials: { ...credentials, secretAccessKey: 'long-enough' } });
  const messages = [short, long].map(async (client) => {
    const { message } = await failure(client.describeInstanceInformation());
    return message.slice(message.indexOf(text));
  });
  assert.deepEqual(await Promise.all(messages), [`${text}: long-enough`, `${text}: [redacted]`]);
});
