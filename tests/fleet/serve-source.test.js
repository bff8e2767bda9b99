/** The server's side of the protocol: methods, headers, caching, CORS and refusals. */
import assert from 'node:assert/strict';
import { request as send } from 'node:http';
import { after, before, test } from 'node:test';
import { serveFleet } from '../../src/js/fleet/serve-source.js';
import { Fleet, localSource } from './engine.js';
import { fixture } from './questions.js';
import { serveSource } from './source-server.js';

const PORTAL = 'https://portal.example.com';
const SITE = 'https://fleet.example.com';
const ACCESS = { good: 'granted', old: 'expired', guest: 'forbidden' };

const fleet = fixture.load(Fleet);
const source = localSource(fleet);
const open = serveFleet(source, { origins: [PORTAL] });
const closed = serveFleet(source, { authorize: (token) => ACCESS[token] ?? 'unauthorized' });

const JSON_TYPE = { 'content-type': 'application/json' };
const get = (path, headers) => new Request(`${SITE}${path}`, { headers });
const post = (name, body, headers) =>
  new Request(`${SITE}/v1/${name}`, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: typeof body === 'string' || ArrayBuffer.isView(body) ? body : JSON.stringify(body),
  });

async function refusalOf(response, status, code) {
  const { protocol, error, ...rest } = await response.json();
  assert.deepEqual([response.status, error.code, protocol], [status, code, 'patchlens-fleet/1']);
  assert.deepEqual([rest, Object.keys(error)], [{}, ['code', 'message']]);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  return error.message;
}

test('dates are ISO 8601 in UTC', async () => {
  const { answer } = await (await open(post('nodes', { limit: 20 }))).json();
  const times = answer.rows.map(({ readAt }) => readAt);
  for (const time of times) assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(
    times,
    fleet.nodes({ limit: 20 }).rows.map(({ readAt }) => readAt.toISOString()),
  );
});

test('answers are JSON that nothing keeps or guesses at', async () => {
  const { headers } = await open(post('summary', {}));
  assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
});

test('a description is checked again by its ETag', async () => {
  const first = await open(get('/v1/describe'));
  const etag = first.headers.get('etag');
  assert.match(etag, /^"[\da-f]{32}"$/);
  assert.equal(first.headers.get('cache-control'), 'private, no-cache');
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const again = await open(get('/v1/describe', { 'if-none-match': known }));
    assert.deepEqual(
      [again.status, again.headers.get('etag'), await again.text()],
      [304, etag, ''],
    );
  }
  const other = await open(get('/v1/describe', { 'if-none-match': '"other"' }));
  assert.equal(other.status, 200);
});

test('the ETag changes when the fleet is read', async () => {
  const own = fixture.load(Fleet);
  const handler = serveFleet(localSource(own));
  const etag = async () => (await handler(get('/v1/describe'))).headers.get('etag');
  const before = await etag();
  assert.equal(await etag(), before);
  const body = new TextEncoder().encode('{"InstanceInformationList":[]}');
  own.ingest('new/eu', 'DescribeInstanceInformation', {}, body, new Date());
  assert.notEqual(await etag(), before);
});

test('a token is asked for, and never repeated', async () => {
  const asked = (authorization) => closed(post('nodes', {}, authorization && { authorization }));
  for (const [authorization, status, code, challenge] of [
    [undefined, 401, 'unauthorized', 'Bearer'],
    ['Basic Z29vZA==', 401, 'unauthorized', 'Bearer'],
    ['Bearer wrong', 401, 'unauthorized', 'Bearer error="invalid_token"'],
    ['Bearer old', 401, 'expired', 'Bearer error="invalid_token"'],
    ['Bearer guest', 403, 'forbidden', null],
  ]) {
    const response = await asked(authorization);
    assert.equal(response.headers.get('www-authenticate'), challenge);
    const message = await refusalOf(response, status, code);
    assert.doesNotMatch(message, /wrong|old|guest|Z29v/);
  }
  assert.equal((await asked('Bearer good')).status, 200);
  assert.equal((await closed(get('/v1/describe'))).status, 401);
  assert.equal((await closed(get('/v1/describe?token=good'))).status, 401);
});

test('other paths, versions and methods are refused', async () => {
  for (const path of [
    '/',
    '/v1/',
    '/v1/bogus',
    '/v2/describe',
    '/v1/describe/',
    '/v1/__proto__',
    '/v1/constructor',
  ])
    await refusalOf(await open(get(path)), 404, 'not-found');
  const wrongMethod = await open(get('/v1/nodes'));
  assert.equal(wrongMethod.headers.get('allow'), 'POST');
  await refusalOf(wrongMethod, 405, 'method-not-allowed');
  const posted = await open(post('describe', {}));
  assert.equal(posted.headers.get('allow'), 'GET');
  await refusalOf(posted, 405, 'method-not-allowed');
});

test('the handler can be mounted below a path', async () => {
  assert.equal((await open(get('/some/where/v1/describe'))).status, 200);
});

test('a body that is no JSON, of another type or too large is refused', async () => {
  const damaged = new Uint8Array([
    ...Buffer.from('{"filter":{"tokens":[],"text":"'),
    0xff,
    ...Buffer.from('"}}'),
  ]);
  for (const body of ['', '{', 'filter=x', '[1', damaged])
    await refusalOf(await open(post('nodes', body)), 400, 'invalid-input');
  const bodiless = new Request(`${SITE}/v1/nodes`, { method: 'POST', headers: JSON_TYPE });
  await refusalOf(await open(bodiless), 400, 'invalid-input');
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])
    await refusalOf(
      await open(post('nodes', {}, { 'content-type': type })),
      415,
      'unsupported-media-type',
    );
  const bytes = JSON.stringify({ filter: { tokens: [], text: 'x'.repeat(1 << 20) } });
  await refusalOf(await open(post('nodes', bytes)), 413, 'too-large');
  const utf8 = post('nodes', {}, { 'content-type': 'Application/JSON; charset=utf-8' });
  assert.equal((await open(utf8)).status, 200);
});

test('an input without what its question needs is refused, never answered as if it were empty', async () => {
  for (const [name, body] of [
    ['node', {}],
    ['node', { scopeId: 'a' }],
    ['node', { scopeId: 'a', instanceId: 5 }],
    ['node', []],
    ['groups', { table: 'nodes' }],
    ['groups', { table: 'nodes', by: 'name', filter: {} }],
    ['groups', { table: 'nodes', by: 'name', query: { filtr: {} } }],
    ['groups', { table: 'nodes', by: 'name', query: { limit: 10_001 } }],
    ['values', { table: 'nodes' }],
    ['values', { table: 'nodes', property: 'name', prefix: 5 }],
    ['values', { table: 'nodes', property: 'name', limit: null }],
    ['values', { table: { toString: 1 }, property: 'name' }],
    ['nodes', { filter: { tokens: [{ property: 'name', op: '=', value: 'x' }] } }],
    ['nodes', { page: 2 }],
    ['nodes', null],
    ['nodes', []],
  ])
    await refusalOf(await open(post(name, body)), 400, 'invalid-input');
});

test('a page of an allowed origin may read answers and refusals, and no other page', async () => {
  const from = (origin) => open(post('nodes', {}, { origin }));
  const allowed = await from(PORTAL);
  assert.equal(allowed.status, 200);
  assert.equal(allowed.headers.get('access-control-allow-origin'), PORTAL);
  assert.equal(allowed.headers.get('access-control-allow-credentials'), null);
  assert.match(allowed.headers.get('vary'), /Origin/);
  const refused = await open(post('bogus', {}, { origin: PORTAL }));
  assert.equal(refused.headers.get('access-control-allow-origin'), PORTAL);
  for (const origin of ['https://evil.example.com', 'null', `${PORTAL}.evil.example.com`]) {
    const response = await from(origin);
    assert.equal(response.headers.get('access-control-allow-origin'), null);
    await refusalOf(response, 403, 'forbidden');
  }
  assert.equal((await from(SITE)).status, 200);
});

test('a preflight request needs no token', async () => {
  const preflight = (origin) =>
    open(new Request(`${SITE}/v1/nodes`, { method: 'OPTIONS', headers: { origin } }));
  const { status, headers } = await preflight(PORTAL);
  assert.equal(status, 204);
  assert.equal(headers.get('access-control-allow-methods'), 'GET, POST');
  assert.match(headers.get('access-control-allow-headers'), /authorization, content-type/);
  const foreign = await preflight('https://evil.example.com');
  assert.equal(foreign.headers.get('access-control-allow-methods'), null);
});

test('an error of a scope is shown without its cause', async () => {
  const error = Object.assign(new Error('Cannot list'), {
    code: 'service',
    reason: 'denied',
    retryable: false,
    awsCode: 'AccessDeniedException',
    attempts: 1,
    cause: new Error('s3cr3t'),
    request: { headers: 's3cr3t' },
  });
  const scopes = [{ id: 'a/eu', region: 'eu', error }];
  const handler = serveFleet({ describe: async () => ({ scopes, complete: false, can: [] }) });
  const text = await (await handler(get('/v1/describe'))).text();
  assert.doesNotMatch(text, /s3cr3t/);
  assert.deepEqual(JSON.parse(text).answer.scopes[0].error, {
    code: 'service',
    message: 'Cannot list',
    reason: 'denied',
    retryable: false,
    awsCode: 'AccessDeniedException',
    attempts: 1,
  });
});

let server;
before(async () => (server = await serveSource(source)));
after(() => server.close());

test('an option that is undefined has its default', async () => {
  const options = { authorize: undefined, origins: undefined, maxLimit: undefined };
  const plain = serveFleet(source, { ...options, onError: undefined });
  assert.equal((await plain(post('nodes', { limit: 20 }, { origin: SITE }))).status, 200);
  const foreign = await plain(post('nodes', {}, { origin: PORTAL }));
  assert.match(await refusalOf(foreign, 403, 'forbidden'), /origin/);
  const long = await plain(post('nodes', { limit: 10_001 }));
  assert.match(await refusalOf(long, 400, 'invalid-input'), /10[,_]?000/);
});

test('the server on this computer answers to its own name alone', async () => {
  const statusFor = (host) =>
    new Promise((resolve, reject) => {
      const asked = send(`${server.url}v1/describe`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject).end();
    });
  assert.equal(await statusFor(new URL(server.url).host), 200);
  assert.equal(await statusFor('rebound.example.com'), 421);
});
