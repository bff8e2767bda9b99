/** A Request of the Fetch API can be signed itself. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { signRequest } from 'patchlens';
import { failure, KEYS, REGION, served } from '../conversation.js';

const URL = 'https://example.amazonaws.com/';
const DATE = new Date('2026-11-21T06:00:00Z');
const OPTIONS = { credentials: KEYS, region: REGION, service: 'service', date: DATE };

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const payloadHash = ({ canonicalRequest }) => canonicalRequest.split('\n').at(-1);

test('a Request is signed like its parts', async () => {
  const headers = { 'x-a': '1', 'content-type': 'text/csv' };
  const parts = { method: 'POST', url: `${URL}a?b=1`, headers };
  const request = new Request(`${parts.url}#fragment`, { ...parts, body: 'ü' });
  const { body, ...signed } = await signRequest(request, OPTIONS);
  const { body: _, ...expected } = await signRequest({ ...parts, body: 'ü' }, OPTIONS);
  assert.deepEqual(signed, expected);
  assert.deepEqual(body, new TextEncoder().encode('ü'));
  assert.equal(await request.text(), 'ü', 'it was read from a clone');
});

test('a Request without a body has none when it is signed', async () => {
  for (const init of [{}, { method: 'DELETE' }, { method: 'POST' }, { method: 'POST', body: '' }]) {
    const signed = await signRequest(new Request(URL, init), OPTIONS);
    assert.ok(!('body' in signed));
    assert.deepEqual([signed.method, payloadHash(signed)], [init.method ?? 'GET', sha256('')]);
  }
});

test('a signed Request is accepted by the service', async () => {
  const { url } = await served({ fleet: { nodes: 5 } });
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonSSM.DescribeInstanceInformation',
  };
  const request = new Request(url, { method: 'POST', headers, body: '{"MaxResults":5}' });
  const options = { credentials: KEYS, region: REGION, service: 'ssm' };
  const signed = await signRequest(request, options);
  const response = await fetch(signed.url, signed);
  assert.equal(response.status, 200, await response.text());
});

test('each kind of body has the type that the Request gave it', async () => {
  const form = new FormData();
  form.append('a', '1');
  for (const body of ['text', new URLSearchParams('a=1'), form, new Blob(['b'], { type: 'a/b' })]) {
    const request = new Request(URL, { method: 'POST', body });
    const signed = await signRequest(request, OPTIONS);
    assert.equal(signed.headers['content-type'], request.headers.get('content-type'));
    const sent = new Uint8Array(await new Request(signed.url, signed).arrayBuffer());
    assert.equal(payloadHash(signed), sha256(sent));
    assert.deepEqual(sent, new Uint8Array(await request.arrayBuffer()));
  }
});

test('the host of a Request that is passed on is not signed', async () => {
  const headers = { host: 'worker.example.com', 'x-a': '1' };
  const incoming = new Request('https://worker.example.com/', { headers });
  const signed = await signRequest(new Request(URL, incoming), OPTIONS);
  assert.deepEqual(Object.keys(signed.headers), ['x-a', 'x-amz-date', 'authorization']);
  assert.match(signed.canonicalRequest, /\nhost:example\.amazonaws\.com\n/);
});

test('the body of a Request is streamed if it is not signed', async () => {
  const request = new Request(URL, { method: 'PUT', body: 'text' });
  const signed = await signRequest(request, { ...OPTIONS, service: 's3', payload: 'unsigned' });
  assert.equal(payloadHash(signed), 'UNSIGNED-PAYLOAD');
  assert.deepEqual([signed.body, signed.duplex], [request.body, 'half']);
  assert.equal(await new Request(signed.url, signed).text(), 'text');
  const empty = await signRequest(new Request(URL), { ...OPTIONS, payload: 'unsigned' });
  assert.ok(!('body' in empty) && !('duplex' in empty));
});

test('where requests show no stream, the body is read', async () => {
  const request = new Request(URL, { method: 'PUT', body: 'text' });
  Object.defineProperty(request, 'body', { value: undefined });
  const signed = await signRequest(request, { ...OPTIONS, service: 's3', payload: 'unsigned' });
  assert.deepEqual(signed.body, new TextEncoder().encode('text'));
});

test('a Request that was read cannot be signed', async () => {
  const request = new Request(URL, { method: 'POST', body: 'a' });
  await request.text();
  for (const payload of ['signed', 'unsigned']) {
    const error = await failure(signRequest(request, { ...OPTIONS, payload }));
    assert.equal(error.code, 'invalid-input');
    assert.equal(error.message, 'Cannot sign the request: body: has been read already');
  }
});

test('a Request that is being read cannot be signed', async () => {
  const request = new Request(URL, { method: 'POST', body: 'a' });
  request.body.getReader();
  const error = await failure(signRequest(request, OPTIONS));
  assert.equal(error.code, 'invalid-input');
  assert.match(error.message, /^Cannot sign the request: body: cannot be read: /);
  const options = { ...OPTIONS, payload: 'unsigned' };
  const { message } = await failure(signRequest(request, options));
  assert.equal(message, 'Cannot sign the request: body: is a ReadableStream that has a reader already');
});

test('a body that breaks off is an error with its cause', async () => {
  const cause = new Error('cut off');
  const body = new ReadableStream({ start: (controller) => controller.error(cause) });
  const request = new Request(URL, { method: 'POST', body, duplex: 'half' });
  const error = await failure(signRequest(request, OPTIONS));
  assert.deepEqual([error.code, error.cause], ['invalid-input', cause]);
  assert.equal(error.message, 'Cannot sign the request: body: cannot be read: cut off');
});

test('options are checked for a Request, too', async () => {
  const error = await failure(signRequest(new Request(URL), { ...OPTIONS, region: '' }));
  assert.equal(error.message, 'Cannot sign the request: region: is empty');
});
