/** The fleet of a server: its questions in parts, its errors in words, and its address in links. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fleet, localSource } from '../../tests/fleet/engine.js';
import { fixture } from '../../tests/fleet/questions.js';
import { serveFleet } from '../../src/js/fleet/serve-source.js';
import { pageCode } from './page-code.js';

const page = await pageCode(
  'load/server-source',
  'load/server-fleet',
  'model/address-context',
  'model/errors',
  'model/sample',
  'load/server-requests',
  'model/server-address',
  'model/server-reading',
);
const { DEFAULT_CONTEXT, explain, fromServer, isOpenServer, parseServingUrl, readContext } = page;
const { readingWords, serverAddress, ServerRequests, serverSource, stageOf, withContext } = page;

const URL_OF_SERVER = 'https://fleet.example.com/';
const local = localSource(fixture.load(Fleet));

/** A source whose server is in this process, and the questions that came. */
function served(options, source = local) {
  const asked = [];
  const handle = serveFleet(source, options);
  const fetch = (request) => {
    asked.push(request.clone());
    return handle(request);
  };
  return { asked, source: serverSource({ url: URL_OF_SERVER, token: '', fetch }) };
}

test('an answer longer than the server gives at once comes in parts', async () => {
  const { asked, source } = served({ maxLimit: 2 });
  await source.describe();
  const query = { sort: [{ property: 'instanceId' }], offset: 1, limit: 500 };
  const whole = await local.nodes(query);
  assert.ok(whole.rows.length > 2);
  assert.deepEqual(await source.nodes(query), whole);
  const bodies = await Promise.all(asked.slice(1).map((request) => request.json()));
  assert.ok(bodies.every(({ limit }) => limit <= 2));
  const groups = await local.groups('nodes', 'verdict');
  assert.ok(groups.groups.length > 2);
  assert.deepEqual(await source.groups('nodes', 'verdict'), groups);
});

test('an answer that changes between its parts is an error', async () => {
  let total = 3;
  const nodes = async (query) => {
    const { rows } = await local.nodes(query);
    total += 1;
    return { total, undecided: 0, rows };
  };
  const { source } = served({ maxLimit: 2 }, { ...local, nodes });
  await source.describe();
  const error = await source.nodes({ limit: 4 }).catch((reason) => reason);
  assert.match(explain(error).title, /read its fleet again/);
});

test('a fleet has the answers of its server, and the open patches of a node', async () => {
  const reader = fromServer(served({}).source);
  const load = reader.fleet(() => {});
  await load.run(new AbortController().signal);
  assert.deepEqual(await load.source.summary(), await local.summary());
  const { rows } = await local.findings({ limit: 1 });
  const { scopeId, instanceId } = rows[0];
  const patches = reader.patches(scopeId, instanceId, () => {});
  await patches.run(new AbortController().signal);
  const { findings } = await local.node(scopeId, instanceId);
  assert.deepEqual(
    patches.rows.map(({ kb, title }) => [kb, title]),
    findings.map(({ kb, title }) => [kb, title || kb || 'Untitled patch']),
  );
});

const TOKEN = 's3cr3t.t0ken';
/** What a browser gives for a redirect that it must not follow. */
function opaqueRedirect() {
  const members = { type: { value: 'opaqueredirect' }, status: { value: 0 }, ok: { value: false } };
  return Object.defineProperties(new Response(null), members);
}
const refused = (status, code) =>
  Response.json({ protocol: 'patchlens-fleet/1', error: { code, message: 'Because.' } }, { status });

for (const [name, respond, title, remedy] of [
  ['401', () => refused(401, 'unauthorized'), /did not accept the access token/, 'credentials'],
  ['an expired token', () => refused(401, 'expired'), /token has expired/, 'credentials'],
  ['403', () => refused(403, 'forbidden'), /does not allow this/, 'credentials'],
  ['404', () => new Response('', { status: 404 }), /No patchlens server/, 'credentials'],
  ['429', () => refused(429, 'throttled'), /throttles/, 'none'],
  ['500', () => refused(500, 'internal'), /problem of its own/, 'none'],
  ['503', () => refused(503, 'unavailable'), /cannot answer now/, 'none'],
  ['a redirect', opaqueRedirect, /redirects, perhaps to a page to sign in/, 'none'],
  ['418', () => refused(418, 'teapot'), /refused the question/, 'credentials'],
  [
    'another version',
    () => Response.json({ protocol: 'patchlens-fleet/2', answer: {} }),
    /no patchlens server, or one of another version/,
    'credentials',
  ],
  ['a page of HTML', () => new Response('<!doctype html>'), /no patchlens server/, 'credentials'],
  ['a lost connection', () => Promise.reject(new TypeError('Failed to fetch')), /could not be reached/, 'credentials'],
]) {
  test(`${name} is explained, without the token`, async () => {
    const source = serverSource({ url: URL_OF_SERVER, token: TOKEN, fetch: async () => respond() });
    const explanation = explain(await source.describe().catch((reason) => reason));
    assert.match(explanation.title, title);
    assert.equal(explanation.remedy, remedy);
    assert.ok(explanation.advice.length > 20);
    assert.ok(!JSON.stringify(explanation).includes(TOKEN));
  });
}

test('an address that cannot be right is explained before anything is sent', () => {
  for (const url of ['http://fleet.example.com/', 'https://fleet.example.com/?token=a', 'nothing']) {
    let error;
    try {
      serverSource({ url, token: '', fetch: () => assert.fail('was sent') });
    } catch (reason) {
      error = reason;
    }
    assert.match(explain(error).title, /cannot be right/);
  }
});

test('the error of a scope is about the server, not about keys of the person', async () => {
  const error = Object.assign(new Error('AccessDeniedException'), {
    code: 'service',
    reason: 'denied',
    operation: 'DescribeInstancePatches',
    retryable: false,
  });
  const scopes = [{ id: 'a/eu-west-1', region: 'eu-west-1', error }];
  const describe = async () => ({ scopes, complete: false, can: [] });
  const found = await served({}, { ...local, describe }).source.describe();
  const { title, advice, remedy } = explain(found.scopes[0].error);
  assert.equal(title, 'AWS does not allow the server to read this');
  assert.match(advice, /operator/);
  assert.equal(remedy, 'none');
});

test('an address names a server in one spelling', () => {
  assert.equal(serverAddress('https://Fleet.example.com'), URL_OF_SERVER);
  assert.equal(serverAddress('https://fleet.example.com/a//'), 'https://fleet.example.com/a/');
  // What is no address of a server stays as it is, for the form to explain.
  for (const text of ['no url', 'https://a.example.com/?token=b', 'https://u:p@a.example.com/']) {
    assert.equal(serverAddress(text), text);
  }
});

test('every link names the server, and is read as it was written', () => {
  const context = { ...DEFAULT_CONTEXT, server: 'http://127.0.0.1:8080/a&b/' };
  const hash = withContext('#/findings?filter=severity=Critical', context);
  assert.equal(readContext(hash.split(/\?(.*)/s)[1]).server, context.server);
  assert.equal(withContext(hash, DEFAULT_CONTEXT), '#/findings?filter=severity=Critical');
  assert.equal(withContext('#/connect', context), '#/connect');
});

test('a server needs no token if it is at the origin of the page, and the site says so', () => {
  const base = 'https://a.example.com/b/';
  const own = 'https://a.example.com/b/api/';
  assert.equal(isOpenServer({ needsToken: false }, own, base), true);
  for (const needsToken of [true, undefined, 0, 'false', null]) {
    assert.equal(isOpenServer({ needsToken }, own, base), false, String(needsToken));
  }
  for (const url of ['https://b.example.com/b/api/', 'http://a.example.com/b/', 'https://a.example.com:8443/']) {
    assert.equal(isOpenServer({ needsToken: false }, url, base), false, url);
  }
});

test('sample.json can name a server beside the page', () => {
  assert.equal(parseServingUrl({ server: './' }, 'server', 'https://a.example.com/b/'), 'https://a.example.com/b/');
  assert.equal(parseServingUrl({ worker: './' }, 'server', 'https://a.example.com/'), undefined);
  assert.equal(parseServingUrl(null, 'server', 'https://a.example.com/'), undefined);
});

for (const [name, respond, title] of [
  ['403', () => refused(403, 'forbidden'), /does not allow this/],
  ['404', () => refused(404, 'not-found'), /does not offer this/],
  ['500', () => refused(500, 'internal'), /problem of its own/],
  ['a page of HTML', () => new Response('<!doctype html>'), /no patchlens server/],
  ['an answer of another version', () => Response.json({ protocol: 'patchlens-fleet/2', answer: {} }), /no patchlens server/],
  ['a lost connection', () => Promise.reject(new TypeError('Failed to fetch')), /could not be reached/],
]) {
  test(`${name} after a request to read is explained, without the token`, async (t) => {
    t.mock.method(globalThis, 'fetch', async () => respond());
    const error = await new ServerRequests(URL_OF_SERVER, TOKEN).post('scan', {}).catch((it) => it);
    const explanation = explain(error);
    assert.match(explanation.title, title);
    assert.ok(!JSON.stringify(explanation).includes(TOKEN));
  });
}

test('a request to read is a POST of JSON with the token in its header alone', async (t) => {
  const runs = [{ scopeId: 'a', started: true }];
  const respond = async () => Response.json({ protocol: 'patchlens-fleet/1', answer: { runs } });
  const { mock } = t.mock.method(globalThis, 'fetch', respond);
  assert.deepEqual(await new ServerRequests(URL_OF_SERVER, TOKEN).post('scan', {}), { runs });
  const [url, { method, headers, body, credentials }] = mock.calls[0].arguments;
  assert.deepEqual([url, method, body], [`${URL_OF_SERVER}v1/scan`, 'POST', '{}']);
  assert.deepEqual([headers.authorization, credentials], [`Bearer ${TOKEN}`, 'same-origin']);
});

test('a reading is followed until the server says nothing of it any more', () => {
  const described = { scopes: [{ id: 'a', region: 'r' }], complete: true, can: ['scan'] };
  const before = stageOf({ ...described, scanning: { scopes: [] } }, undefined, false);
  assert.equal(before, 'reading');
  assert.equal(stageOf(described, undefined, false), 'over');
  const mark = page.markOf(described);
  assert.equal(stageOf(described, mark, false), 'waiting');
  assert.equal(stageOf(described, mark, true), 'unseen');
  const later = { ...described, scannedAt: new Date(5) };
  assert.equal(stageOf(later, mark, false), 'over', 'it began and ended between two questions');
});

test('the words of a reading have as much as the server tells', () => {
  const scope = { scopeId: 'a', nodesDone: 3, nodesTotal: 1200 };
  assert.equal(readingWords({ scopes: [scope, { ...scope, nodesDone: 7 }] }), '10 of 2,400 nodes read');
  assert.equal(readingWords({ scopes: [scope, { scopeId: 'b', nodesDone: 1 }] }), '4 nodes read so far');
  assert.equal(readingWords({ scopes: [] }), 'listing the nodes');
  assert.equal(readingWords({ scopes: [{ scopeId: 'a' }, { scopeId: 'b' }] }), '2 scopes');
});
