/** A page of another origin asks the server of a fleet: what the browser itself lets through. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import sirv from 'sirv';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';
import { Fleet, localSource } from '../fleet/engine.js';
import { fixture } from '../fleet/questions.js';
import { serveHandler, serveSource } from '../fleet/source-server.js';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const TOKEN = 'a.b-c_d~e+f/g=';
const local = localSource(fixture.load(Fleet));

let browser;
let site;
let server;
let page;

before(async () => {
  site = await openSite();
  server = await serveSource(local, {
    authorize: (token) => (token === TOKEN ? 'granted' : 'unauthorized'),
    origins: [site.origin],
  });
  browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  page = await browser.newPage();
  await page.goto(site.origin);
});
after(async () => {
  await browser.close();
  await Promise.all([site.close(), server.close()]);
});

test('an allowed page gets answers with dates, without WebAssembly', async () => {
  await page.evaluate(() => delete globalThis.WebAssembly);
  const found = await asked(server.url, TOKEN);
  assert.deepEqual(found, { total: (await local.nodes()).total, isDate: true });
});

test('the browser asks about each path once, not about each question', async () => {
  const from = server.requests.length;
  for (let i = 0; i < 3; i++) await asked(server.url, TOKEN);
  const methods = server.requests.slice(from).map(({ method }) => method);
  assert.ok(methods.filter((method) => method === 'OPTIONS').length <= 1, methods.join());
  assert.equal(methods.filter((method) => method === 'POST').length, 3);
});

test('a page reads the error of a wrong token', async () => {
  const { code, status, reason } = await asked(server.url, 'wrong');
  assert.deepEqual([code, status, reason], ['service', 401, 'denied']);
});

test('a page of an origin that is not allowed gets an error of the network', async () => {
  const closed = await serveSource(local);
  assert.equal((await asked(closed.url)).code, 'network');
  // The browser has not sent the question.
  assert.deepEqual(
    closed.requests.map(({ method }) => method),
    ['OPTIONS'],
  );
  await closed.close();
});

test('a redirect is not followed, and is no answer', async () => {
  const headers = {
    location: `${server.url}v1/nodes`,
    'access-control-allow-origin': site.origin,
    'access-control-allow-headers': 'content-type, authorization',
  };
  const moved = await serveHandler(({ method }) => {
    return new Response(null, { status: method === 'OPTIONS' ? 204 : 307, headers });
  });
  const from = server.requests.length;
  const { code, message } = await asked(moved.url, TOKEN);
  assert.equal(code, 'service');
  assert.match(message, /it redirects/);
  assert.equal(server.requests.length, from);
  await moved.close();
});

/** The number of nodes that a page gets from a server, or its error. */
function asked(url, token) {
  return page.evaluate(
    async ([address, given]) => {
      const { remoteSource } = await import('/fleet.slim.js');
      try {
        const { total, rows } = await remoteSource(address, { token: given }).nodes();
        return { total, isDate: rows[0].readAt instanceof Date };
      } catch (error) {
        return { message: error.message, ...error, cause: undefined };
      }
    },
    [url, token],
  );
}

/** An empty page beside the built package. */
async function openSite() {
  const serveFile = sirv(DIST, { dev: true });
  const listener = createServer((request, response) => {
    if (request.url !== '/') return serveFile(request, response);
    return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
  });
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${listener.address().port}`,
    close: () =>
      new Promise((resolve) => listener.close(resolve) && listener.closeAllConnections()),
  };
}
