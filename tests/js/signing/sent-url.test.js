/**
 * The URL that is sent is the one that was signed, as services compute it from what they receive: S3
 * and what is compatible with it decode the path and encode it strictly, and every service does so
 * with the query, in which some read a plus as a space.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { signRequest } from 'patchlens';
import { KEYS, REGION } from '../conversation.js';

const S3 = ['s3', 's3express', 's3-object-lambda', 's3-outposts'];
const S3_PATHS = [
  // What is given, and what is sent.
  ['/year=2010/x (1).pdf', '/year%3D2010/x%20%281%29.pdf'],
  ["/!'()*=+,;:@$&", '/%21%27%28%29%2A%3D%2B%2C%3B%3A%40%24%26'],
  ['/a%20b%28c%29', '/a%20b%28c%29'],
  ['/%7e%2D%41', '/~-A'],
  ['/%c3%bc/ü', '/%C3%BC/%C3%BC'],
  ['/100%/%zz/%4', '/100%25/%25zz/%254'],
  ['/%25/%2525', '/%25/%2525'],
  ['/[a]|b^c{d}"e"', '/%5Ba%5D%7Cb%5Ec%7Bd%7D%22e%22'],
  ['/a%3Fb%23c', '/a%3Fb%23c'],
  ['/日本語/😀', '/%E6%97%A5%E6%9C%AC%E8%AA%9E/%F0%9F%98%80'],
  ['/a\ud800b', '/a%EF%BF%BDb'],
  ['/%e1%ff', '/%E1%FF'],
  // Empty segments are part of a key.
  ['//a///b//', '//a///b//'],
  ['/', '/'],
  ['', '/'],
  // To S3 an encoded slash is a slash.
  ['/a%2fb%2Fc', '/a/b/c'],
  ['/%2Fa', '//a'],
  ['/...a/.b/c.', '/...a/.b/c.'],
];
// A URL resolves dot segments, also those in %2e. Between encoded slashes they stay.
const DOT_SEGMENTS = [
  ['/a%2F..%2Fb', '/a%2F..%2Fb', '/a/../b'],
  ['/a%2F.%2Fb/c', '/a%2F.%2Fb/c', '/a/./b/c'],
  ['/a/b%2f%2E%2E', '/a/b%2F..', '/a/b/..'],
  ['/..%2Fa', '/..%2Fa', '/../a'],
  ['/a/../b', '/b', '/b'],
  ['/a/%2e%2E/b/./c', '/b/c', '/b/c'],
];
const QUERIES = [
  ['q=id+eq+1', 'q=id%20eq%201'],
  ['q=1%2B1', 'q=1%2B1'],
  ["a=*!'()&b=-._~", 'a=%2A%21%27%28%29&b=-._~'],
  ['a=/:@?,;$', 'a=%2F%3A%40%3F%2C%3B%24'],
  ['acl', 'acl'],
  ['acl&a=', 'acl&a='],
  ['b=2&a=1&a=0', 'b=2&a=1&a=0'],
  ['a=b=c', 'a=b%3Dc'],
  ['a=%e2%9c%93&b=✓', 'a=%E2%9C%93&b=%E2%9C%93'],
  ['a=%41%7E', 'a=A~'],
  ['a=100%&b=%zz', 'a=100%25&b=%25zz'],
  ['a=%26%3D%23%2F', 'a=%26%3D%23%2F'],
  ['+a+=+', '%20a%20=%20'],
  ['=1&b=2', '=1&b=2'],
  [
    new URLSearchParams({ $filter: "name eq 'a b'", '*': '~' }),
    '%24filter=name%20eq%20%27a%20b%27&%2A=~',
  ],
];

let server;
let origin;

before(async () => {
  server = createServer(({ url }, response) => response.end(url));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

const encoded = (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
const strict = (text) => encodeURIComponent(text).replace(/[!'()*]/g, encoded);
/** Byte by byte, since a key may hold bytes that are no UTF-8. */
const reencoded = (text) => unescape(text).replace(/[^\w.~-]/g, encoded);

/** The path that S3 computes from the one that it receives. */
const s3Path = (path) => reencoded(path).replaceAll('%2F', '/');

function canonicalQuery(query) {
  return [...new URLSearchParams(query)]
    .map((pair) => pair.map(strict))
    .sort(([a, x], [b, y]) => (a === b ? +(x > y) - +(x < y) : +(a > b) - +(a < b)))
    .map((pair) => pair.join('='))
    .join('&');
}

/** What a service receives when a request is signed and fetched, and what of it was signed. */
async function sent(url, service) {
  const signed = await signRequest({ url }, { credentials: KEYS, region: REGION, service });
  const response = await fetch(signed.url, signed);
  const [path, query = ''] = (await response.text()).split('?');
  const [, signedPath, signedQuery] = signed.canonicalRequest.split('\n');
  assert.equal(signed.url, `${origin}${path}${query && `?${query}`}`, 'the URL is sent as it is');
  return { path, query, signedPath, signedQuery };
}

for (const service of S3) {
  test(`paths of ${service} are sent and signed as the service encodes them`, async () => {
    for (const [given, path] of S3_PATHS) {
      const got = await sent(origin + given, service);
      assert.deepEqual([got.path, got.signedPath], [path, path], given);
      assert.equal(got.signedPath, s3Path(got.path), given);
    }
  });
}

test('a key of S3 with dot segments can be sent with its slashes encoded', async () => {
  for (const [given, path, signedPath] of DOT_SEGMENTS) {
    const got = await sent(origin + given, 's3');
    assert.deepEqual([got.path, got.signedPath], [path, signedPath], given);
    assert.equal(got.signedPath, s3Path(got.path), given);
  }
  const got = await sent(`${origin}/bucket/${encodeURIComponent('a/../b (1)/./c')}`, 's3');
  assert.equal(decodeURIComponent(got.path), '/bucket/a/../b (1)/./c');
  assert.equal(got.signedPath, '/bucket/a/../b%20%281%29/./c');
});

test('paths of other services are sent as they are given', async () => {
  for (const [given, signedPath] of [
    ["/a(b)*!'", '/a%28b%29%2A%21%27'],
    ['/a%2Fb', '/a%252Fb'],
    ['/a//b', '/a/b'],
  ]) {
    const got = await sent(origin + given, 'execute-api');
    assert.deepEqual([got.path, got.signedPath], [given, signedPath]);
  }
});

test('queries are sent in the one spelling that all services read alike', async () => {
  for (const [given, query] of QUERIES) {
    for (const service of ['s3', 'execute-api', 'es']) {
      const got = await sent(`${origin}/?${given}`, service);
      assert.equal(got.query, query, String(given));
      assert.equal(got.signedQuery, canonicalQuery(got.query), String(given));
    }
  }
});

test('the parameters stay in their order and number', async () => {
  const got = await sent(`${origin}/?b=1&&a=2&`, 'es');
  assert.deepEqual([got.query, got.signedQuery], ['b=1&&a=2&', 'a=2&b=1']);
});

test('a URL object stays as it is', async () => {
  const url = new URL(`${origin}/a=(1)?q=a+b`);
  const { href } = url;
  assert.equal((await sent(url, 's3')).path, '/a%3D%281%29');
  assert.equal(url.href, href);
});
