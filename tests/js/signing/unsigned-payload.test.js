/** payload: 'unsigned': bodies that are sent without being read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signRequest } from 'patchlens';
import { failure, KEYS, REGION } from '../conversation.js';

const URL = 'https://bucket.s3.amazonaws.com/key';
const OPTIONS = { credentials: KEYS, region: REGION, service: 's3', payload: 'unsigned' };
const sign = (body, more) => signRequest({ method: 'PUT', url: URL, body, ...more }, OPTIONS);

function assertUnsigned({ canonicalRequest, headers }) {
  assert.equal(canonicalRequest.split('\n').at(-1), 'UNSIGNED-PAYLOAD');
  assert.equal(headers['x-amz-content-sha256'], 'UNSIGNED-PAYLOAD');
  assert.match(headers.authorization, /SignedHeaders=[^,]*;x-amz-content-sha256;/);
}

test('a stream is sent as it is', async () => {
  const stream = new Blob(['chunk']).stream();
  const signed = await sign(stream);
  assertUnsigned(signed);
  assert.deepEqual([signed.body, signed.duplex, stream.locked], [stream, 'half', false]);
  assert.equal(await new Request(signed.url, signed).text(), 'chunk');
});

test('other bodies are not read', async () => {
  const unread = { [Symbol.toStringTag]: 'Blob', type: '', arrayBuffer: () => assert.fail('read') };
  for (const body of ['text', new Uint8Array([1]), unread, null, undefined]) {
    const signed = await sign(body);
    assertUnsigned(signed);
    assert.equal(signed.body, body);
    assert.ok(!('duplex' in signed));
  }
});

test('a service that is not S3 gets the header, too', async () => {
  const request = { method: 'POST', url: 'https://id.vpc-lattice-svcs.eu-west-1.on.aws/', body: 'a' };
  assertUnsigned(await signRequest(request, { ...OPTIONS, service: 'vpc-lattice-svcs' }));
});

test('payload: "signed" is the default', async () => {
  const request = { method: 'PUT', url: URL, body: 'text' };
  const date = new Date('2026-11-21T06:00:00Z');
  assert.deepEqual(
    await signRequest(request, { ...OPTIONS, date, payload: 'signed' }),
    await signRequest(request, { ...OPTIONS, date, payload: undefined }),
  );
});

test('the header that says so may be given as well', async () => {
  assertUnsigned(await sign('text', { headers: { 'X-Amz-Content-SHA256': 'UNSIGNED-PAYLOAD' } }));
});

test('what contradicts an unsigned payload is refused', async () => {
  const stream = new ReadableStream();
  stream.getReader();
  for (const [request, options, problem] of [
    [{ url: 'http://bucket.example.com/key' }, {}, 'payload: "unsigned" needs an https: URL'],
    [
      { headers: { 'x-amz-content-sha256': 'abc' } },
      {},
      'payload: "unsigned" contradicts the header x-amz-content-sha256',
    ],
    [{}, { payload: 'none' }, 'payload: expected "signed" or "unsigned"'],
    [{}, { payload: true }, 'payload: expected "signed" or "unsigned"'],
    [{ body: stream }, {}, 'body: is a ReadableStream that has a reader already'],
    [{ body: new FormData() }, {}, 'body: FormData gets its bytes when it is sent'],
  ]) {
    const whole = { method: 'PUT', url: URL, ...request };
    const error = await failure(signRequest(whole, { ...OPTIONS, ...options }));
    assert.equal(error.code, 'invalid-input');
    assert.ok(error.message.startsWith(`Cannot sign the request: ${problem}`), error.message);
  }
});
