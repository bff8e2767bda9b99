/** Signing in a realm of its own, such as that of a test in jsdom: few globals, and bytes of Node. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { GLOBALS, inRealm } from '../package/realm.js';

const REQUEST = { method: 'POST', url: 'https://example.amazonaws.com/' };
const OPTIONS = {
  region: 'eu-central-1',
  service: 'ssm',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' },
};
const WITH_URL = { globals: { ...GLOBALS, URL } };

const payloadHash = ({ canonicalRequest }) => canonicalRequest.split('\n').at(-1);
const hash = createHash('sha256').update('ü').digest('hex');

test('bytes of Node are signed, and need neither Request nor Headers', async () => {
  const { signRequest } = inRealm('index', WITH_URL);
  const bytes = Buffer.from('ü');
  for (const body of [bytes, new Uint8Array(bytes), new DataView(Uint8Array.from(bytes).buffer), 'ü']) {
    const headers = new Headers({ 'x-a': '1' });
    const signed = await signRequest({ ...REQUEST, headers, body }, OPTIONS);
    assert.equal(payloadHash(signed), hash);
    assert.equal(signed.body, body);
  }
});

test('a Blob, URLSearchParams and a Request of Node are signed', async () => {
  const { signRequest } = inRealm('index', WITH_URL);
  const blob = await signRequest({ ...REQUEST, body: new Blob(['ü']) }, OPTIONS);
  assert.equal(payloadHash(blob), hash);
  const form = await signRequest({ ...REQUEST, body: new URLSearchParams('a=b') }, OPTIONS);
  assert.deepEqual([form.body, form.headers['content-type'].split(';')[0]], [
    'a=b',
    'application/x-www-form-urlencoded',
  ]);
  const request = await signRequest(new Request(REQUEST.url, { ...REQUEST, body: 'ü' }), OPTIONS);
  assert.equal(payloadHash(request), hash);
});

test('without URL, an error names it', async () => {
  const { signRequest, PatchlensError, realm } = inRealm('index');
  await assert.rejects(signRequest(REQUEST, OPTIONS), (error) => {
    assert.ok(error instanceof PatchlensError);
    assert.equal(
      error.message,
      'Cannot sign the request: url: there is no URL here: set globalThis.URL first',
    );
    return true;
  });
  realm.URL = URL;
  assert.equal((await signRequest(REQUEST, OPTIONS)).url, REQUEST.url);
});
