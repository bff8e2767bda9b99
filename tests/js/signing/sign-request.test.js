/** signRequest, compared with recordings and calls of AWS's signers. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { signRequest } from 'patchlens';
import { failure, KEYS, REGION, served, SESSION } from '../conversation.js';

const VECTORS = new URL('../../data/vectors/sigv4-vectors.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(VECTORS, 'utf8'));
const DATE = new Date('2026-11-21T06:00:00.999Z');
const OPTIONS = { credentials: KEYS, region: REGION, service: 'service', date: DATE };
const EXAMPLE = 'https://example.amazonaws.com/';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const payloadHash = ({ canonicalRequest }) => canonicalRequest.split('\n').at(-1);

function optionsOf({ credentials, region, service, datetime }) {
  const date = datetime.replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5');
  return {
    credentials: {
      accessKeyId: credentials.access_key_id,
      secretAccessKey: credentials.secret_access_key,
      sessionToken: credentials.session_token ?? undefined,
    },
    region,
    service,
    date: new Date(date),
  };
}

function bodyOf({ body, body_base64: base64, body_spec: spec }) {
  if (spec) return spec.prefix + spec.repeat.repeat(spec.times) + spec.suffix;
  return base64 === undefined ? body : new Uint8Array(Buffer.from(base64, 'base64'));
}

// In header form, and alike in botocore and the AWS SDK for JavaScript.
const agreed = vectors.filter((it) => it.same_as_botocore.js_v3 && !('expires' in it));

for (const vector of agreed) {
  test(`${vector.name} is signed as AWS signs it, step by step`, async () => {
    const { method, url, headers } = vector.request;
    const request = { method, url, headers, body: bodyOf(vector.request) };
    const signed = await signRequest(request, optionsOf(vector));
    assert.equal(signed.canonicalRequest, vector.canonical_request);
    assert.equal(signed.stringToSign, vector.string_to_sign);
    assert.equal(signed.headers.authorization, vector.authorization);
    for (const [name, value] of Object.entries(vector.added_headers)) {
      assert.equal(signed.headers[name.toLowerCase()], value);
    }
  });
}

test('there are enough vectors', () => assert.ok(agreed.length >= 40, String(agreed.length)));

test("any other request is signed as AWS's signer for JavaScript signs it", async () => {
  for (const [request, more] of [
    [{ url: `${EXAMPLE}a%20b/ü/(c)*!'/%e1?b=2&a=%C3%BC&a=1%2B1&c=` }],
    [{ url: `${EXAMPLE}?q=a/b:c@d&sp=x%20y`, headers: { 'x-b': 'B', 'X-A': ' a  b ', a: '' } }],
    [{ method: 'PUT', url: `${EXAMPLE}k`, body: '日本語 😀', headers: { 'x-amz-meta-a': '1' } }],
    [{ method: 'DELETE', url: 'https://h.example:8443/x/' }, { credentials: SESSION }],
    [{ url: 'http://[::1]:4566/' }, { service: 'execute-api', region: 'ap-southeast-2' }],
    [{ method: 'POST', url: EXAMPLE, body: new Uint8Array([0, 255, 10, 13]) }],
    [{ url: 'https://bucket.s3.amazonaws.com/a//b/../c%20d' }, { service: 's3' }],
  ]) {
    const options = { ...OPTIONS, ...more };
    const signed = await signRequest(request, options);
    assert.equal(signed.headers.authorization, await smithy(signed, options), signed.url);
  }
});

/** The `authorization` of `@smithy/signature-v4` for the request. */
async function smithy({ method, url, headers, body }, { credentials, region, service, date }) {
  const { protocol, hostname, host, pathname, searchParams } = new URL(url);
  const query = {};
  for (const [name, value] of searchParams) (query[name] ??= []).push(value);
  const { authorization: _ours, ...given } = headers;
  const isS3 = service === 's3';
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: Sha256,
    uriEscapePath: !isS3,
    applyChecksum: isS3,
  });
  const message = { method, protocol, hostname, path: pathname, query, body };
  const sent = { ...message, headers: { ...given, host } };
  const signed = await signer.sign(sent, { signingDate: date });
  return signed.headers.authorization;
}

test('a signed request that is fetched is accepted by the service', async () => {
  const { url } = await served({ fleet: { nodes: 5 } });
  for (const [credentials, body] of [
    [KEYS, '{}'],
    [SESSION, new TextEncoder().encode('{"MaxResults":5}')],
    [async () => SESSION, '{"Filters":[{"Key":"tag:Größe","Values":["😀"]}]}'],
  ]) {
    const headers = {
      'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'AmazonSSM.DescribeInstanceInformation',
    };
    const request = { method: 'POST', url: `${url}/a path/?`, headers, body };
    const signed = await signRequest(request, { credentials, region: REGION, service: 'ssm' });
    const response = await fetch(signed.url, signed);
    assert.equal(response.status, 200, await response.text());
  }
});

test('the result has the arguments for fetch and the signed texts', async () => {
  const headers = { 'Content-Type': 'text/plain', 'X-A': ' a ' };
  const request = { method: 'put', url: `${EXAMPLE}a b?c d#e`, headers, body: 'text' };
  const { canonicalRequest, stringToSign, ...rest } = await signRequest(request, OPTIONS);
  const { authorization, ...others } = rest.headers;
  assert.equal(Object.getPrototypeOf(rest.headers), Object.prototype);
  assert.deepEqual(
    { ...rest, headers: others },
    {
      method: 'PUT',
      url: `${EXAMPLE}a%20b?c%20d`,
      headers: { 'content-type': 'text/plain', 'x-a': 'a', 'x-amz-date': '20261121T060000Z' },
      body: 'text',
    },
  );
  assert.match(authorization, /SignedHeaders=content-type;host;x-a;x-amz-date, Signature=\w{64}$/);
  assert.ok(canonicalRequest.startsWith('PUT\n/a%2520b\nc%20d=\ncontent-type:text/plain\n'));
  assert.equal(stringToSign.split('\n').at(-1), sha256(canonicalRequest));
});

test('an absent body stays absent, and null stays null', async () => {
  for (const request of [{ url: EXAMPLE }, { url: EXAMPLE, body: undefined }]) {
    const signed = await signRequest(request, OPTIONS);
    assert.ok(!('body' in signed));
    assert.deepEqual([signed.method, payloadHash(signed)], ['GET', sha256('')]);
  }
  const signed = await signRequest({ url: EXAMPLE, body: null }, OPTIONS);
  assert.deepEqual([signed.body, payloadHash(signed)], [null, sha256('')]);
});

test('headers give the same signature in each form that fetch accepts', async () => {
  const object = { 'X-B': '2', 'x-a': '1', Accept: '*/*' };
  const pairs = Object.entries(object);
  const signed = await signRequest({ url: EXAMPLE, headers: object }, OPTIONS);
  const entries = (function* () {
    yield* pairs;
  })();
  for (const headers of [pairs, new Headers(object), new Map(pairs), entries]) {
    assert.deepEqual(await signRequest({ url: EXAMPLE, headers }, OPTIONS), signed);
  }
  assert.equal(signed.headers['x-b'], '2');
});

test('values of one name are joined as fetch joins them', async () => {
  const headers = [
    ['X-A', '2'],
    ['x-a', ' 1 '],
  ];
  const signed = await signRequest({ url: EXAMPLE, headers }, OPTIONS);
  assert.equal(signed.headers['x-a'], new Headers(headers).get('x-a'));
  assert.ok(signed.canonicalRequest.includes('\nx-a:2, 1\n'));
});

test('a header may have any name, even that of an object member', async () => {
  const headers = [
    ['constructor', 'a'],
    ['__proto__', 'b'],
    ['toString', 'c'],
  ];
  const signed = await signRequest({ url: EXAMPLE, headers }, OPTIONS);
  for (const [name, value] of headers) {
    const entry = Object.entries(signed.headers).find(([key]) => key === name.toLowerCase());
    assert.deepEqual(entry, [name.toLowerCase(), value]);
    assert.ok(signed.canonicalRequest.includes(`\n${name.toLowerCase()}:${value}\n`), name);
  }
});

test('headers that proxies change are sent, not signed', async () => {
  const headers = { 'User-Agent': 'x', 'Cache-Control': 'no-cache', Traceparent: '00-1' };
  const signed = await signRequest({ url: EXAMPLE, headers }, OPTIONS);
  assert.equal(signed.headers['user-agent'], 'x');
  assert.match(signed.headers.authorization, /SignedHeaders=host;x-amz-date,/);
});

test('the headers of an earlier signature are replaced', async () => {
  const once = await signRequest({ url: EXAMPLE }, { ...OPTIONS, credentials: SESSION });
  const later = { ...OPTIONS, credentials: SESSION, date: new Date(DATE.getTime() + 60_000) };
  const twice = await signRequest({ url: once.url, headers: once.headers }, later);
  assert.deepEqual(twice, await signRequest({ url: EXAMPLE }, later));
});

test('texts and bytes are signed as the bytes that fetch sends', async () => {
  for (const body of ['ü😀', 'a\ud800b', '\ufeff', Buffer.from('ü'), new Uint8Array([1, 2])]) {
    const signed = await signRequest({ method: 'POST', url: EXAMPLE, body }, OPTIONS);
    const sent = await new Request(signed.url, signed).arrayBuffer();
    assert.equal(payloadHash(signed), sha256(new Uint8Array(sent)));
    assert.equal(signed.body, body);
  }
  const view = new Uint8Array([9, 9, 1, 2, 9]).subarray(2, 4);
  const signed = await signRequest({ method: 'POST', url: EXAMPLE, body: view }, OPTIONS);
  assert.equal(payloadHash(signed), sha256(new Uint8Array([1, 2])));
});

test('user name, password and fragment of a URL are not sent; the URL given stays', async () => {
  const url = new URL('https://user:pass@example.amazonaws.com:443/?a=1#fragment');
  const { href } = url;
  const signed = await signRequest({ url }, OPTIONS);
  assert.equal(signed.url, 'https://example.amazonaws.com/?a=1');
  assert.equal(url.href, href);
  assert.deepEqual(signed, await signRequest({ url: href }, OPTIONS));
});

test('request and options are never changed', async () => {
  const headers = Object.freeze({ 'X-A': '1', 'x-amz-date': 'old' });
  const request = Object.freeze({ url: EXAMPLE, headers, body: 'a' });
  const options = Object.freeze({ ...OPTIONS, credentials: Object.freeze({ ...KEYS }) });
  await signRequest(request, options);
  assert.deepEqual(Object.keys(headers), ['X-A', 'x-amz-date']);
});

test('the date is a Date, milliseconds or RFC 3339; by default it is now', async (t) => {
  for (const date of [DATE, DATE.getTime(), DATE.toISOString(), '2026-11-21T07:00:00+01:00']) {
    const signed = await signRequest({ url: EXAMPLE }, { ...OPTIONS, date });
    assert.equal(signed.headers['x-amz-date'], '20261121T060000Z');
    assert.ok(signed.stringToSign.includes('\n20261121/us-east-1/service/aws4_request\n'));
  }
  t.mock.timers.enable({ apis: ['Date'], now: DATE.getTime() });
  for (const date of [undefined, null]) {
    const signed = await signRequest({ url: EXAMPLE }, { ...OPTIONS, date });
    assert.equal(signed.headers['x-amz-date'], '20261121T060000Z');
  }
});

test('for S3 the path is signed as it is sent, and the payload hash is a header', async () => {
  const url = 'https://bucket.s3.amazonaws.com/a//b%20c';
  const signed = await signRequest({ url }, { ...OPTIONS, service: 's3' });
  assert.equal(signed.canonicalRequest.split('\n')[1], '/a//b%20c');
  assert.equal(signed.headers['x-amz-content-sha256'], sha256(''));
  const headers = { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' };
  const unsigned = await signRequest({ url, headers }, { ...OPTIONS, service: 's3' });
  assert.equal(payloadHash(unsigned), 'UNSIGNED-PAYLOAD');
});

test('doubleEncodePath applies to any service', async () => {
  const url = `${EXAMPLE}a%20b`;
  for (const [service, doubleEncodePath, path] of [
    ['service', undefined, '/a%2520b'],
    ['service', false, '/a%20b'],
    ['s3', undefined, '/a%20b'],
    ['s3', true, '/a%2520b'],
  ]) {
    const signed = await signRequest({ url }, { ...OPTIONS, service, doubleEncodePath });
    assert.equal(signed.canonicalRequest.split('\n')[1], path);
  }
});

test('signatures for different keys, days, regions and services do not mix', async () => {
  const variants = [
    {},
    { credentials: { ...KEYS, secretAccessKey: 'another' } },
    { date: new Date(DATE.getTime() + 86_400_000) },
    { region: 'eu-west-1' },
    { service: 'sts' },
  ];
  const sign = (variant) => signRequest({ url: EXAMPLE }, { ...OPTIONS, ...variant });
  const first = await Promise.all(variants.map(sign));
  const again = await Promise.all(variants.toReversed().map(sign));
  assert.deepEqual(again.toReversed(), first);
  assert.equal(new Set(first.map(({ headers }) => headers.authorization)).size, variants.length);
});

test('a failed credentials provider is a credentials error', async () => {
  const cause = new Error('secret text');
  const failing = () => Promise.reject(cause);
  const error = await failure(signRequest({ url: EXAMPLE }, { ...OPTIONS, credentials: failing }));
  assert.deepEqual([error.code, error.cause], ['credentials', cause]);
  assert.match(error.message, /^Cannot sign the request: no credentials: /);
  assert.ok(!error.message.includes('secret'));
  const giving = () => ({ accessKeyId: 'hidden' });
  const other = await failure(signRequest({ url: EXAMPLE }, { ...OPTIONS, credentials: giving }));
  assert.match(other.message, /no credentials: credentials\.secretAccessKey: is required$/);
});

test('an invalid request is an error that names its paths', async () => {
  for (const [request, problem] of [
    [undefined, 'url: is required'],
    [{}, 'url: is required'],
    [{ url: null }, 'url: is required'],
    [null, 'request: expected an object'],
    [EXAMPLE, 'request: expected an object'],
    [{ url: 'example.com' }, 'url: expected an absolute URL, got "example.com"'],
    [{ url: 'user:secret@' }, 'url: has no host'],
    [{ url: '//user:secret@example.com' }, 'url: expected an absolute URL'],
    [{ url: 5 }, 'url: expected an absolute URL'],
    [{ url: Symbol('s') }, 'url: expected an absolute URL'],
    [{ url: 5n }, 'url: expected an absolute URL'],
    [{ url: 'file:///etc' }, 'url: has no host'],
    [{ url: EXAMPLE, method: 'GET /' }, 'method: is not an HTTP method'],
    [{ url: EXAMPLE, method: 'G\n' }, 'method: is not an HTTP method'],
    [{ url: EXAMPLE, method: 5 }, 'method: expected a string, got 5'],
    [{ url: EXAMPLE, headers: 5 }, 'headers: expected names and values'],
    [{ url: EXAMPLE, headers: 'x-a: 1' }, 'headers: expected names and values'],
    [{ url: EXAMPLE, headers: [['x-a']] }, 'headers: expected names and values'],
    [{ url: EXAMPLE, headers: ['ab'] }, 'headers: expected names and values'],
    [{ url: EXAMPLE, headers: { 'x a': '1' } }, 'headers: "x a" is not a header name'],
    [{ url: EXAMPLE, headers: { '': '1' } }, 'headers: "" is not a header name'],
    [{ url: EXAMPLE, headers: { 'x-a': 'secret\r\nx-b: 1' } }, 'headers.x-a: holds a character'],
    [{ url: EXAMPLE, headers: { 'x-a': 'secret ü' } }, 'headers.x-a: holds a character'],
    [{ url: EXAMPLE, body: 5 }, 'body: expected a string or a Uint8Array'],
    [{ url: EXAMPLE, body: {} }, 'body: expected a string or a Uint8Array'],
    [{ url: EXAMPLE, body: new FormData() }, 'body: FormData gets its bytes when it is sent'],
    [{ url: EXAMPLE, method: Symbol('s') }, 'method: expected a string'],
    [{ url: EXAMPLE, method: {} }, 'method: expected a string'],
    [{ url: EXAMPLE, Method: 'PUT' }, 'Method: is not known; did you mean method?'],
  ]) {
    const error = await failure(signRequest(request, OPTIONS));
    assert.deepEqual([error.code, error.retryable], ['invalid-input', false]);
    assert.ok(error.message.startsWith(`Cannot sign the request: ${problem}`), error.message);
    assert.ok(!error.message.includes('secret'));
  }
});

test('invalid options are an error that names all problems', async () => {
  for (const [options, problem] of [
    [undefined, 'credentials: is required; region: is required; service: is required'],
    ['text', 'options: expected an object'],
    [{ ...OPTIONS, region: '' }, 'region: is empty'],
    [{ ...OPTIONS, region: 'eu-west-1\n' }, 'region: holds a character that it cannot have'],
    [{ ...OPTIONS, region: ' eu-west-1' }, 'region: holds a character that it cannot have'],
    [{ ...OPTIONS, region: '\ufeffeu-west-1' }, 'region: holds a character that it cannot have'],
    [{ ...OPTIONS, region: 'eu/west-1' }, 'region: holds a character that it cannot have'],
    [{ ...OPTIONS, service: 's3 ' }, 'service: holds a character that it cannot have'],
    [{ ...OPTIONS, service: '\ts3' }, 'service: holds a character that it cannot have'],
    [{ ...OPTIONS, service: '' }, 'service: is empty'],
    [{ ...OPTIONS, service: 's3\0authorization\0x' }, 'service: holds a character that it cannot'],
    [{ ...OPTIONS, service: 5 }, 'service: expected a string'],
    [{ ...OPTIONS, date: new Date(NaN) }, 'date: expected a Date, '],
    [{ ...OPTIONS, date: 'today' }, 'date: expected a Date, '],
    [{ ...OPTIONS, date: Symbol('s') }, 'date: expected a Date, '],
    [{ ...OPTIONS, date: 5n }, 'date: expected a Date, '],
    [{ ...OPTIONS, date: new Date(8.64e15) }, 'date: must fall into the years 0 to 9999'],
    [{ ...OPTIONS, doubleEncodePath: 'no' }, 'doubleEncodePath: expected true or false, got "no"'],
    [{ ...OPTIONS, credentials: 'hidden' }, 'credentials: expected an object'],
    [{ ...OPTIONS, credentials: {} }, 'credentials.accessKeyId: is required; credentials.secret'],
    [{ ...OPTIONS, signal: undefined, algorithm: 'x' }, 'algorithm: is not known'],
  ]) {
    const error = await failure(signRequest({ url: EXAMPLE }, options));
    assert.equal(error.code, 'invalid-input');
    assert.ok(error.message.startsWith(`Cannot sign the request: ${problem}`), error.message);
    assert.ok(!error.message.includes('hidden'));
  }
  const error = await failure(signRequest({ url: 'x', body: 5 }, { region: 5 }));
  for (const name of ['url', 'credentials', 'region', 'service']) {
    assert.match(error.message, new RegExp(`[:;] ${name}: `));
  }
});
