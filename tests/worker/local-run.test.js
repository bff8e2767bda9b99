/** `npm run worker`: the Worker in wrangler dev, on a simulator, behind a server that plays Access. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { startLocalRun } from './local-run.js';

const START = { timeout: 90_000 };
const SCOPES = ['111122223333/us-east-1:60', '444455556666/eu-central-1:40'];
const END_MS = 4_000;

let local;
before(async () => {
  local = await startLocalRun(SCOPES);
}, START);
after(() => local?.end());

test('it serves the page and scans every scope', START, async () => {
  const page = await fetch(local.url);
  assert.match(await page.text(), /<title>patchlens<\/title>/);
  assert.match(page.headers.get('content-security-policy'), /frame-ancestors 'none'/);
  const sample = await (await fetch(`${local.url}/sample.json`)).json();
  assert.deepEqual(sample, { server: './api/', needsToken: false });
  const runs = await local.runs();
  assert.deepEqual(runs.map(({ status, failedNodes }) => [status, failedNodes]), [
    ['complete', 0],
    ['complete', 0],
  ]);
  const scanned = runs.map(({ account, region }) => `${account}/${region}`);
  assert.deepEqual(scanned.sort(), SCOPES.map((scope) => scope.split(':')[0]));
});

test('its Access lets a person choose between the two roles, and knows no other person', async () => {
  const logIn = (email) =>
    fetch(`${local.url}/cdn-cgi/access/login?email=${email}`, { redirect: 'manual' });
  const reader = await logIn('reader@example.com');
  assert.equal(reader.status, 302);
  assert.match(reader.headers.get('set-cookie'), /HttpOnly/);
  assert.equal((await logIn('mallory@example.com')).status, 404);
});

test('an editor may start scans from the page, and a reader or a foreign page may not', async () => {
  const scan = async (email, site) => {
    const headers = {
      'content-type': 'application/json',
      cookie: `local-access=${encodeURIComponent(email)}`,
      'cf-access-jwt-assertion': 'of.the.client',
      ...(site && { 'sec-fetch-site': site }),
    };
    const response = await fetch(`${local.url}/api/v1/scan`, { method: 'POST', headers, body: '{}' });
    await response.text();
    return response.status;
  };
  assert.equal(await scan('reader@example.com', 'same-origin'), 403);
  assert.equal(await scan('editor@example.com', 'cross-site'), 403);
  assert.equal(await scan('editor@example.com'), 403);
  assert.ok((await scan('editor@example.com', 'same-origin')) < 300);
});

test('it answers to its own name only, since it asks for no password', async () => {
  const { port } = new URL(local.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.end('GET / HTTP/1.1\r\nHost: rebound.example.com\r\nConnection: close\r\n\r\n');
  const [answer] = await once(socket.setEncoding('utf8'), 'data');
  assert.match(answer, /^HTTP\/1\.1 421 /);
});

test('a signal ends it and all that it has started', { timeout: 20_000 }, async () => {
  const { program } = local;
  const started = descendants(program.pid);
  assert.ok(started.length >= 3, `wrangler, its node and workerd: ${started}`);
  const start = performance.now();
  program.kill('SIGINT');
  const [code] = await once(program, 'exit');
  const took = performance.now() - start;
  assert.equal(code, 0, local.said());
  assert.ok(took < END_MS, `${took} ms`);
  assert.deepEqual(started.filter(isAlive), []);
});

/** The processes below one. */
function descendants(pid) {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** A process that has ended, and of which its parent has not heard yet, is a zombie. */
function isAlive(pid) {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return false;
    throw error;
  }
}
