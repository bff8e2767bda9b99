/** Each body that fetch takes is signed as the bytes that it sends. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import vm from 'node:vm';
import { signRequest } from 'patchlens';
import { failure, KEYS, REGION } from '../conversation.js';

const URL = 'https://example.amazonaws.com/';
const OPTIONS = { credentials: KEYS, region: REGION, service: 'service' };
const FORM = 'application/x-www-form-urlencoded;charset=UTF-8';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const payloadHash = ({ canonicalRequest }) => canonicalRequest.split('\n').at(-1);
const sign = (body, options) =>
  signRequest({ method: 'POST', url: URL, body }, { ...OPTIONS, ...options });

/** What fetch sends of a signed request. */
async function sent(signed) {
  const request = new Request(signed.url, signed);
  const bytes = new Uint8Array(await request.arrayBuffer());
  return { bytes, type: request.headers.get('content-type') };
}

/** Something made in another realm, such as that of a test in jsdom. */
const foreign = (code) => vm.runInNewContext(code, { Blob, Buffer, URLSearchParams });

const BYTES = [0, 255, 10, 13];

for (const [name, body, bytes] of [
  ['an ArrayBuffer', Uint8Array.from(BYTES).buffer, BYTES],
  ['a DataView', new DataView(Uint8Array.from([1, ...BYTES, 1]).buffer, 1, 4), BYTES],
  ['a view of another type', new Uint16Array([258, 3]), [2, 1, 3, 0]],
  ['a Buffer', Buffer.from(BYTES), BYTES],
  ['a Uint8Array of another realm', foreign('new Uint8Array([0, 255, 10, 13])'), BYTES],
  ['an ArrayBuffer of another realm', foreign('new Uint8Array([0, 255, 10, 13]).buffer'), BYTES],
  [
    'a DataView of another realm',
    foreign('new DataView(new Uint8Array([0, 255, 10, 13]).buffer)'),
    BYTES,
  ],
  ['bytes of no length', new Uint8Array(), []],
]) {
  test(`${name} is signed, and sent as it is`, async () => {
    const signed = await sign(body);
    assert.equal(signed.body, body);
    assert.equal(payloadHash(signed), sha256(Uint8Array.from(bytes)));
    assert.deepEqual((await sent(signed)).bytes, Uint8Array.from(bytes));
    assert.ok(!('content-type' in signed.headers));
  });
}

test('a Blob is signed with its type', async () => {
  const type = 'text/plain';
  for (const blob of [new Blob(['ü', '😀'], { type }), new File(['ü😀'], 'a', { type })]) {
    const signed = await sign(blob);
    assert.equal(payloadHash(signed), sha256('ü😀'));
    assert.match(signed.canonicalRequest, /\ncontent-type:text\/plain\n/);
    const { bytes, type: sentType } = await sent(signed);
    assert.deepEqual([sha256(bytes), sentType], [sha256('ü😀'), type]);
  }
  assert.ok(!('content-type' in (await sign(new Blob(['a']))).headers));
});

test('URLSearchParams are signed with the type that fetch would set', async () => {
  const body = new URLSearchParams({ Action: 'GetCallerIdentity', q: 'a b+ü' });
  const text = String(body);
  const signed = await sign(body);
  body.append('later', '1');
  assert.equal(payloadHash(signed), sha256(text));
  assert.ok(signed.canonicalRequest.includes(`\ncontent-type:${FORM}\n`));
  const { bytes, type } = await sent(signed);
  assert.deepEqual([new TextDecoder().decode(bytes), type], [text, FORM]);
});

test('a content type that is given stays', async () => {
  for (const body of [new URLSearchParams('a=1'), new Blob(['a'], { type: 'text/plain' })]) {
    const request = { method: 'POST', url: URL, headers: { 'Content-Type': 'text/csv' }, body };
    const signed = await signRequest(request, OPTIONS);
    assert.equal((await sent(signed)).type, 'text/csv');
    assert.match(signed.canonicalRequest, /\ncontent-type:text\/csv\n/);
  }
});

test('bodies of any length are hashed', async () => {
  for (const length of [1, 1365, 1366, 4096, 65_535, 65_536, 65_537, 131_072, 200_001]) {
    const text = 'é'.repeat(length);
    assert.equal(payloadHash(await sign(text)), sha256(text), `${length} characters`);
    const bytes = new Uint8Array(length).map((_, index) => index % 251);
    assert.equal(payloadHash(await sign(bytes)), sha256(bytes), `${length} bytes`);
  }
});

test('texts that are signed at the same time do not mix', async () => {
  const slow = () => new Promise((resolve) => setTimeout(resolve, 5, KEYS));
  const bodies = ['a', 'bb', 'ü', 'x'.repeat(1000), '', 'dddd'];
  const signed = await Promise.all(bodies.map((body) => sign(body, { credentials: slow })));
  assert.deepEqual(signed.map(payloadHash), bodies.map(sha256));
});

test('a hash that is given stands for a Blob, which is not read', async () => {
  const unread = { [Symbol.toStringTag]: 'Blob', type: '', arrayBuffer: () => assert.fail('read') };
  const headers = { 'x-amz-content-sha256': sha256('a') };
  const signed = await signRequest({ method: 'PUT', url: URL, headers, body: unread }, OPTIONS);
  assert.equal(payloadHash(signed), sha256('a'));
  assert.equal(signed.body, unread);
});

test('what cannot be signed is refused with a reason', async () => {
  const buffer = new ArrayBuffer(8);
  const view = new Uint8Array(buffer);
  structuredClone(buffer, { transfer: [buffer] });
  for (const [body, problem] of [
    [new FormData(), 'FormData gets its bytes when it is sent; give a Request made of it'],
    [new ReadableStream(), "a ReadableStream needs the option payload: 'unsigned'"],
    [buffer, 'its ArrayBuffer is detached'],
    [view, 'its ArrayBuffer is detached'],
    [{ [Symbol.toStringTag]: 'Blob' }, 'is a Blob without arrayBuffer()'],
    [new Map(), 'expected a string or a Uint8Array, ArrayBuffer, DataView, Blob, URLSearchParams'],
    [[1, 2], 'expected a string or a Uint8Array'],
    [() => 'a', 'expected a string or a Uint8Array'],
    [Symbol('s'), 'expected a string or a Uint8Array'],
    [true, 'expected a string or a Uint8Array'],
  ]) {
    const error = await failure(sign(body));
    assert.equal(error.code, 'invalid-input');
    assert.ok(error.message.startsWith(`Cannot sign the request: body: ${problem}`), error.message);
  }
});

test('a Blob that cannot be read is an error with its cause', async () => {
  const cause = new Error('the file has changed');
  const body = { [Symbol.toStringTag]: 'File', arrayBuffer: () => Promise.reject(cause) };
  const error = await failure(sign(body));
  assert.deepEqual([error.code, error.cause], ['invalid-input', cause]);
  assert.equal(error.message, 'Cannot sign the request: body: cannot be read: the file has changed');
});
