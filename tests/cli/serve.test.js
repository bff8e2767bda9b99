/** `patchlens serve`: who may ask, what is kept secret, and how it ends. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { PatchClient } from 'patchlens';
import { Access } from '../../cli/serve/access.js';
import { openerOf } from '../../cli/serve/browser.js';
import { headersIn, pageFiles } from '../../cli/serve/page-files.js';
import { command, environment, folderOf, REGION, simulator } from './rig.js';
import { validator } from '../fleet/json-schema.js';
import { cookieOf, served } from './serve-rig.js';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
const ASSETS = readdirSync(new URL('../../dist-page/assets', import.meta.url));
const ASSET = `/assets/${ASSETS.find((name) => name.endsWith('.css'))}`;
const PATHS = ['/', ASSET, '/package/fleet.js', '/sample.json', '/v1/describe', '/nothing'];
const QUERY = { method: 'POST', 'content-type': 'application/json', body: '{"limit":1}' };
const folder = folderOf('serve');
let aws;
let env;
let server;
let cookie;

before(async () => {
  aws = await simulator({ fleet: { nodes: 40, mix: 'realistic' } });
  env = environment(aws.url, folder);
  server = await served([], { env });
  await server.says(/nodes, \d+ compliant/);
});
after(() => server.close());

test('the URL has a code that works once, for a cookie that scripts and other sites do not get', async () => {
  const { pathname, search, hostname } = new URL(server.urls()[0]);
  assert.equal(hostname, '127.0.0.1');
  assert.match(search, /^\?code=[\w-]{43}$/);
  const wrong = search.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  assert.equal((await server.ask(pathname + wrong)).status, 403);
  assert.equal((await server.ask(pathname + search, { method: 'HEAD' })).status, 403);
  const { status, headers } = await server.ask(pathname + search);
  assert.deepEqual([status, headers.location], [303, '/']);
  assert.match(
    headers['set-cookie'].join(),
    /^patchlens-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
  );
  cookie = headers['set-cookie'][0].split(';')[0];
  const again = await server.ask(pathname + search);
  assert.equal(again.status, 403);
  assert.equal(again.headers['set-cookie'], undefined);
  assert.match(again.text, /was used before/);
  // The browser that has the page opens an old tab again.
  const known = await server.ask(pathname + search, { cookie });
  assert.deepEqual([known.status, known.headers.location], [303, '/']);
});

test('a code expires', () => {
  let time = 0;
  const access = new Access(80, { now: () => time });
  const codeOf = (url) => new URL(url).searchParams.get('code');
  const late = codeOf(access.newUrl());
  time = 5 * 60_000;
  assert.equal(access.exchange(late), undefined);
  const old = codeOf(access.newUrl());
  const url = access.newUrl();
  assert.equal(new URL(url).host, '127.0.0.1');
  assert.equal(access.exchange(old), undefined, 'a new code replaces the old one');
  assert.match(access.exchange(codeOf(url)), /^patchlens-80=/);
  assert.equal(access.foreign({ host: 'localhost' }), undefined);
});

test('the page, its files and the answers are there for the browser with the cookie', async () => {
  const page = await server.ask('/', { cookie, 'sec-fetch-site': 'none' });
  assert.equal(page.status, 200);
  assert.match(page.text, /<div id="app">/);
  const script = await server.ask('/package/index.js', { cookie, 'sec-fetch-site': 'same-origin' });
  assert.equal(script.text, readFileSync(new URL('../../dist/index.js', import.meta.url), 'utf8'));
  const sample = JSON.parse((await server.ask('/sample.json', { cookie })).text);
  assert.deepEqual(sample, { server: './', needsToken: false });
  const origin = `http://${server.host}`;
  const { status, text } = await server.ask('/v1/nodes', { ...QUERY, cookie, origin });
  assert.equal(status, 200, text);
  const { answer } = JSON.parse(text);
  assert.ok(answer.total >= 40);
  assert.equal(answer.rows.length, 1);
  const local = await server.ask('/v1/describe', { cookie, host: `localhost:${server.port}` });
  assert.equal(JSON.parse(local.text).answer.complete, true);
});

test('the nodes are those that AWS lists, each with its own name', async () => {
  const { text } = await server.ask('/v1/nodes', { ...QUERY, cookie, body: '{"limit":1000}' });
  const shown = JSON.parse(text).answer.rows.map(({ instanceId, computerName }) => [instanceId, computerName]);
  const listed = [];
  const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY };
  const client = new PatchClient({ region: REGION, endpoint: aws.url, credentials });
  for await (const { InstanceId, ComputerName } of client.paginate('describeInstanceProperties', {})) {
    listed.push([InstanceId, ComputerName]);
  }
  assert.ok(listed.length >= 40);
  assert.deepEqual(shown.sort(), listed.sort());
});

for (const [name, headers, reason] of [
  ['another host', { host: 'evil.example' }, /another host/],
  ['another port', { host: '127.0.0.1:1' }, /another host/],
  ['a name that leads here', { host: `127.0.0.1.nip.example` }, /another host/],
  ['a foreign origin', { origin: 'https://evil.example' }, /another page/],
  ['the origin of a file', { origin: 'null' }, /another page/],
  ['an origin of the other name', { origin: 'http://localhost:1' }, /another page/],
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }, /another page/],
  ['a page at another port', { 'sec-fetch-site': 'same-site' }, /another page/],
  ['no cookie', { cookie: '' }, /not opened the URL/],
  ['the cookie of another server', { cookie: 'patchlens-1=x' }, /not opened the URL/],
  ['a wrong cookie', { cookie: () => `${cookie}x` }, /not opened the URL/],
]) {
  test(`${name}: every path is refused with 403 and the reason`, async () => {
    const own = typeof headers.cookie === 'function' ? { cookie: headers.cookie() } : headers;
    for (const path of PATHS) {
      const { status, text, headers: answered } = await server.ask(path, { cookie, ...own });
      assert.equal(status, 403, path);
      assert.match(text, reason);
      assert.equal(answered['access-control-allow-origin'], undefined);
    }
    const { status } = await server.ask('/v1/nodes', { ...QUERY, cookie, ...own });
    assert.equal(status, 403);
  });
}

test('every response has the headers of the page', async () => {
  const built = readFileSync(new URL('../../dist-page/_headers', import.meta.url), 'utf8');
  const expected = headersIn(built);
  assert.match(expected['content-security-policy'], /^frame-ancestors 'none'; script-src 'self'/);
  for (const [path, wanted] of [['/', {}], [ASSET, { cookie }], ['/v1/describe', { cookie }], ['/no', { cookie }]]) {
    const { headers } = await server.ask(path, wanted);
    for (const [name, value] of Object.entries(expected)) assert.equal(headers[name], value, path);
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
  }
});

test('only files of the page can be read, and nothing can be written', async () => {
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/_headers', '/assets', '/package/cli-simulator.js']) {
    assert.equal((await server.ask(path, { cookie })).status, 404, path);
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const { status, headers } = await server.ask('/', { cookie, method });
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD']);
  }
  assert.equal((await server.ask('/v1/describe?code=x', { cookie })).status, 200, 'no code for questions');
  const elsewhere = await server.ask('http://evil.example/v1/describe', { cookie });
  assert.equal(JSON.parse(elsewhere.text).answer.complete, true, 'the host is that of the header');
  assert.equal((await server.ask('http://[', { cookie })).status, 400);
  assert.ok(!server.said.stderr.includes('An answer failed'));
});

test('no credential is in a response, the output, a file of the folder or the title', async () => {
  const secrets = [env.AWS_SECRET_ACCESS_KEY, env.AWS_ACCESS_KEY_ID];
  const texts = [server.said.stdout, server.said.stderr, process.title];
  for (const path of [...PATHS, '/history/index.json']) {
    const { text, headers } = await server.ask(path, { cookie });
    texts.push(text, JSON.stringify(headers));
  }
  for (const name of ['summary', 'nodes', 'findings', 'patches', 'cves']) {
    texts.push((await server.ask(`/v1/${name}`, { ...QUERY, cookie, body: '{}' })).text);
  }
  for (const name of readdirSync(folder)) texts.push(readFileSync(join(folder, name), 'utf8'));
  for (const secret of secrets) assert.ok(texts.every((text) => !text.includes(secret)));
  assert.ok(!texts[1].includes(cookie.split('=')[1]));
});

test('a person reads the fleet again, and asks for another URL', async () => {
  const own = await served([], { env, stdin: true });
  await own.says(/nodes, \d+ compliant/);
  const mine = await cookieOf(own);
  const timeOf = async () => JSON.parse((await own.ask('/v1/describe', { cookie: mine })).text).answer.scannedAt;
  const first = await timeOf();
  own.said.stderr = '';
  own.type('r');
  await own.says(/nodes, \d+ compliant/);
  assert.ok((await timeOf()) >= first);
  own.type('');
  await own.says(/code=[^]*code=/, 'stdout');
  const other = await cookieOf(own);
  assert.equal(other, mine, 'one cookie for the life of the server');
  assert.equal(await own.close(), 130);
});

const SCAN = { method: 'POST', 'content-type': 'application/json', body: '{}' };
const valid = validator(JSON.parse(readFileSync(new URL('../../docs/backend-protocol.openapi.json', import.meta.url))));
const describedBy = async (own, mine) => JSON.parse((await own.ask('/v1/describe', { cookie: mine })).text).answer;

for (const [how, status, code, other] of [
  ['another site', 403, undefined, { 'sec-fetch-site': 'cross-site' }],
  ['a page at another port', 403, undefined, { 'sec-fetch-site': 'same-site' }],
  ['a navigation', 403, 'forbidden', { 'sec-fetch-site': 'none' }],
  ['a foreign origin', 403, undefined, { origin: 'https://evil.example' }],
  ['no cookie', 403, 'forbidden', { cookie: '' }],
  ['a GET', 405, 'method-not-allowed', { method: 'GET', body: undefined }],
  ['a form', 415, 'unsupported-media-type', { 'content-type': 'text/plain' }],
  ['no JSON', 400, 'invalid-input', { body: '{' }],
  ['a list', 400, 'invalid-input', { body: '[]' }],
  ['a member that is not known', 400, 'invalid-input', { body: '{"scopeId":"a"}' }],
  ['a large body', 413, 'too-large', { body: `{}${' '.repeat(2000)}` }],
]) {
  test(`a reading is not started by ${how}`, async () => {
    const { status: answered, text } = await server.ask('/v1/scan', { ...SCAN, cookie, ...other });
    assert.equal(answered, status);
    if (code) assert.equal(JSON.parse(text).error.code, code);
    assert.equal((await describedBy(server, cookie)).scanning, undefined);
  });
}

test('the page starts a reading, once at a time, and is told how far it is', async () => {
  let isHeld = false;
  const slow = await simulator({ fleet: { nodes: 30 }, faults: () => (isHeld ? { kind: 'stall', ms: 500 } : undefined) });
  const own = await served([], { env: environment(slow.url, folder) });
  await own.says(/nodes, \d+ compliant/);
  const mine = await cookieOf(own);
  const scan = () => own.ask('/v1/scan', { ...SCAN, cookie: mine, 'sec-fetch-site': 'same-origin' });
  const before = await describedBy(own, mine);
  assert.deepEqual([before.can, before.scanning], [['scan'], undefined]);
  isHeld = true;
  own.said.stderr = '';
  const { status, text } = await scan();
  assert.equal(status, 202);
  const { answer } = JSON.parse(text);
  assert.deepEqual(valid({ $ref: '#/components/schemas/StartedRuns' }, answer), []);
  assert.deepEqual(answer.runs, before.scopes.map(({ id }) => ({ scopeId: id, started: true })));
  const during = await describedBy(own, mine);
  assert.deepEqual(valid({ $ref: '#/components/schemas/Description' }, during), []);
  assert.ok(Math.abs(Date.now() - Date.parse(during.scanning.startedAt)) < 60_000);
  assert.equal(during.complete, true, 'the fleet of before is answered');
  assert.deepEqual(JSON.parse((await scan()).text).answer.runs.map(({ started }) => started), [false]);
  isHeld = false;
  await own.says(/nodes, \d+ compliant/);
  assert.equal(await own.close(), 130);
});

test('a later reading that fails leaves the rows from before, with the error beside them', async () => {
  let isDenied = false;
  const denied = { kind: 'fail', code: 'AccessDeniedException', message: 'No', status: 400 };
  const failing = await simulator({ fleet: { nodes: 6 }, faults: () => (isDenied ? denied : undefined) });
  const own = await served([], { env: environment(failing.url, folder), stdin: true });
  await own.says(/nodes, \d+ compliant/);
  const mine = await cookieOf(own);
  const answerOf = async (path, options) =>
    JSON.parse((await own.ask(path, { ...options, cookie: mine })).text).answer;
  const { total } = await answerOf('/v1/nodes', QUERY);
  isDenied = true;
  own.said.stderr = '';
  own.type('r');
  await own.says(/A part of the fleet was not read/);
  assert.equal((await answerOf('/v1/nodes', QUERY)).total, total);
  const { complete, scopes } = await answerOf('/v1/describe');
  assert.equal(complete, false);
  assert.match(scopes[0].error.message, /AccessDeniedException/);
  assert.equal(await own.close(), 130);
});

test('the fleet can be asked while it is read, which the description says', async () => {
  const slow = await simulator({ fleet: { nodes: 60 }, faults: () => ({ kind: 'stall', ms: 300 }) });
  const own = await served([], { env: environment(slow.url, folder) });
  const mine = await cookieOf(own);
  const { answer } = JSON.parse((await own.ask('/v1/describe', { cookie: mine })).text);
  assert.equal(answer.complete, false);
  assert.ok(answer.scanning.scopes.every(({ scopeId }) => scopeId === answer.scopes[0].id));
  assert.equal((await own.ask('/v1/nodes', { ...QUERY, cookie: mine })).status, 200);
  assert.equal(await own.close(), 130);
});

test('a stored fleet is shown, and nothing is read', async () => {
  const file = join(folder, 'fleet.snapshot');
  const { code, stderr } = await command(['scan', '--snapshot', file, '-q', '-t', 'summary'], { env });
  assert.equal(code, 0, stderr);
  const calls = aws.simulator.calls?.length;
  const own = await served(['--snapshot', file]);
  const mine = await cookieOf(own);
  const { answer } = JSON.parse((await own.ask('/v1/summary', { ...QUERY, body: '{}', cookie: mine })).text);
  assert.ok(answer.nodes >= 40);
  const { can, scanning } = await describedBy(own, mine);
  assert.deepEqual([can, scanning], [[], undefined]);
  assert.equal((await own.ask('/v1/scan', { ...SCAN, cookie: mine })).status, 404);
  assert.equal(aws.simulator.calls?.length, calls);
  assert.equal(await own.close(), 130);
  rmSync(file);
});

test('errors: a taken port, credentials that are not accepted, a checkout that is not built', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address();
  const taken = await command(['serve', '--simulate', '--no-open', '--port', String(port)]);
  assert.deepEqual([taken.code, taken.stdout], [1, '']);
  assert.match(taken.stderr, /Cannot listen on port \d+: another program uses it/);
  other.close();
  const wrong = { ...env, AWS_SECRET_ACCESS_KEY: 'wrong' };
  const refused = await command(['serve', '--no-open', '-q'], { env: wrong });
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /Nothing could be read/);
  const empty = mkdtempSync(join(tmpdir(), 'patchlens-no-page-'));
  await assert.rejects(pageFiles(pathToFileURL(`${empty}/`)), /npm run build/);
  await assert.rejects(pageFiles(pathToFileURL(`${empty}/none/`)), /npm run build/);
  rmSync(empty, { recursive: true });
});

for (const [name, args] of [
  ['while a fleet is read', []],
  ['while the simulated fleet is read', ['--simulate']],
]) {
  test(`Ctrl+C ${name} ends within a second, with open connections`, async (t) => {
    const slow = await simulator({ fleet: { nodes: 60 }, faults: () => ({ kind: 'stall', ms: 400 }) });
    const options = { env: { ...process.env, ...environment(slow.url, folder) }, stdio: ['ignore', 'pipe', 'pipe'] };
    const child = spawn(process.execPath, [MAIN, 'serve', '--no-open', '-q', ...args], options);
    child.stderr.resume();
    const ended = new Promise((resolve) => child.once('close', resolve));
    const [url] = await new Promise((resolve) => child.stdout.once('data', (text) => resolve(String(text).split('\n'))));
    const socket = connect(new URL(url).port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.on('error', () => {});
    socket.write('GET / HTTP/1.1\r\n');
    const start = performance.now();
    child.kill('SIGINT');
    assert.equal(await ended, 130);
    const took = Math.round(performance.now() - start);
    t.diagnostic(`${took} ms`);
    assert.ok(took < 1_000, `${took} ms`);
    socket.destroy();
  });
}

test('a browser is opened by the program of the system', () => {
  const url = 'http://127.0.0.1:1/?code=a&b';
  assert.deepEqual(openerOf('darwin', url), ['open', [url]]);
  assert.deepEqual(openerOf('linux', url), ['xdg-open', [url]]);
  // Not by cmd, which would run what follows an ampersand.
  assert.deepEqual(openerOf('win32', url), ['rundll32', ['url.dll,FileProtocolHandler', url]]);
});
