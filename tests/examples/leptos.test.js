/** The page in Rust, built with the repository's wasm-bindgen, in Chromium. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import sirv from 'sirv';
import { ROOT } from '../../scripts/process.mjs';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { serve } from '../../simulator/serve.js';
import { builtProgram } from '../rust/program.js';
import { openBrowser, visit } from './browser.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EXAMPLE = 'examples/leptos';
const LIMIT = { timeout: 60_000 };
const BUILD_LIMIT = { timeout: 420_000 };
const [KEYS] = SAMPLE_CREDENTIALS;
const UNKNOWN = 'i-0123456789abcdef0';
const isMissing = ({ state }) => state === 'Missing';

let faults;
let aws;
let site;
let browser;
before(async () => {
  const folder = await builtProgram('examples', 'missing_patches');
  aws = await serve({ fleet: { nodes: 200 }, faults: (call) => faults?.(call) });
  site = await serveSite(folder, aws.url);
  browser = await openBrowser();
}, BUILD_LIMIT);
after(async () => {
  await browser?.close();
  await site?.close();
  await aws?.close();
});
afterEach(() => {
  faults = undefined;
});

/** The page, set to the simulator, and the credentials that its server would give it. */
async function serveSite(folder, endpoint) {
  const [program, sources] = [folder, join(ROOT, EXAMPLE)].map((it) => sirv(it, { dev: true }));
  const meta = `<meta name="aws-endpoint-url" content="${endpoint}" />`;
  const page = readFileSync(join(ROOT, EXAMPLE, 'index.html'), 'utf8')
    .replace('content="eu-central-1"', 'content="us-east-1"')
    .replace('</head>', `${meta}</head>`);
  const texts = {
    '/': ['text/html', page],
    '/credentials.json': ['application/json', JSON.stringify(KEYS)],
  };
  const server = createServer((request, response) => {
    const [type, text] = texts[request.url] ?? [];
    if (!type) return program(request, response, () => sources(request, response));
    response.writeHead(200, { 'content-type': type }).end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}

const nodes = () => [...aws.simulator.fleet.nodes()].map(([, node]) => node);
const patches = (node) => aws.simulator.fleet.patches(node).filter(isMissing);
const scanned = (isSuch) => nodes().find((node) => node.isScanned && isSuch(patches(node).length));

async function show(page, id) {
  await page.getByLabel('Node').fill(id);
  await page.getByRole('button', { name: 'Show' }).click();
}

test('the missing patches of a node are listed in a table with a name', LIMIT, async () => {
  const page = await visit(browser, site.url);
  const node = scanned((count) => count > 3);
  await show(page, node.id);
  const missing = patches(node);
  await page.getByText(`${missing.length} patches are missing.`, { exact: true }).waitFor();
  const table = page.getByRole('table', { name: `Missing patches of ${node.id}` });
  const titles = await table.getByRole('rowheader').allInnerTexts();
  assert.deepEqual(
    titles.map((title) => title.trim()),
    missing.map(({ title, kbId }) => (title || kbId).replaceAll(/\s+/g, ' ').trim()),
  );
  assert.deepEqual(page.complaints, []);
  await page.leave();
});

test('axe finds nothing wrong with the table, nor with an error', LIMIT, async () => {
  const page = await visit(browser, site.url, { expect: /Failed to load resource/ });
  for (const [id, role] of [
    [scanned((count) => count > 3).id, 'table'],
    [UNKNOWN, 'alert'],
  ]) {
    await show(page, id);
    await page.getByRole(role).waitFor();
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document));
    assert.deepEqual(
      violations.map(({ id: rule, help }) => `${rule}: ${help}`),
      [],
    );
  }
  await page.leave();
});

test('a node without missing patches is shown as such', LIMIT, async () => {
  const page = await visit(browser, site.url);
  await show(page, scanned((count) => count === 0).id);
  await page.getByText('No patch is missing.').waitFor();
  assert.equal(await page.getByRole('table').count(), 0);
  assert.deepEqual(page.complaints, []);
  await page.leave();
});

test('an error is shown and not an empty list, and trying again helps', LIMIT, async () => {
  const page = await visit(browser, site.url, { expect: /Failed to load resource/ });
  faults = () => ({ kind: 'fail', status: 400, code: 'AccessDeniedException' });
  await show(page, scanned((count) => count > 3).id);
  const alert = page.getByRole('alert');
  await alert.getByText('The patches could not be read.').waitFor();
  assert.match(await alert.innerText(), /Cannot list patches of .*: AccessDeniedException/);
  faults = undefined;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('table').waitFor();
  assert.equal(await alert.count(), 0);
  await page.leave();
});

test('an unknown node is shown as such', LIMIT, async () => {
  const page = await visit(browser, site.url, { expect: /Failed to load resource/ });
  await show(page, UNKNOWN);
  await page.getByText('The service knows no patches of this node.').waitFor();
  await page.leave();
});

test('choosing another node aborts the request of the first', LIMIT, async () => {
  const page = await visit(browser, site.url);
  const [slow, quick] = nodes().filter((node) => node.isScanned && patches(node).length > 0);
  faults = ({ input }) => (input.InstanceId === slow.id ? { kind: 'stall' } : undefined);
  const given = page.waitForEvent('requestfailed');
  const sent = page.waitForRequest((request) => request.postData()?.includes(slow.id));
  await show(page, slow.id);
  await sent;
  await show(page, quick.id);
  assert.match((await given).failure().errorText, /ERR_ABORTED/);
  await page.getByRole('table', { name: `Missing patches of ${quick.id}` }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.leave();
});
