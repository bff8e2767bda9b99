/** The React component, built by Vite from the packed package, in Chromium. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import sirv from 'sirv';
import { must, ROOT } from '../../scripts/process.mjs';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { serve } from '../../simulator/serve.js';
import { openBrowser, visit } from './browser.js';
import { copyOf } from './workshop.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LIMIT = { timeout: 60_000 };
const [KEYS] = SAMPLE_CREDENTIALS;
const isMissing = ({ state }) => state === 'Missing';

let faults;
let aws;
let site;
let browser;
before(async () => {
  aws = await serve({ fleet: { nodes: 200 }, faults: (call) => faults?.(call) });
  site = await serveSite(await built(aws.url));
  browser = await openBrowser();
}, LIMIT);
after(async () => {
  await browser?.close();
  await site?.close();
  await aws?.close();
});
afterEach(() => {
  faults = undefined;
});

async function built(endpoint) {
  const folder = await copyOf('react');
  const env = { VITE_AWS_REGION: 'us-east-1', VITE_AWS_ENDPOINT_URL: endpoint };
  const vite = join(ROOT, 'node_modules/.bin/vite');
  await must(vite, ['build', '--logLevel', 'warn'], { cwd: folder, output: 'keep', env });
  return join(folder, 'dist');
}

/** The page, and the credentials that a backend would give it. */
async function serveSite(folder) {
  const files = sirv(folder);
  const server = createServer((request, response) => {
    if (request.url !== '/credentials.json') return files(request, response);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(KEYS));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}

const nodes = () => [...aws.simulator.fleet.nodes()].map(([, node]) => node);
const patches = (node) => aws.simulator.fleet.patches(node).filter(isMissing);

/** A scanned node that misses more than `atLeast` patches, or none for -1. */
function nodeMissing(atLeast) {
  const isSuch = (count) => (atLeast < 0 ? count === 0 : count > atLeast);
  return nodes().find((node) => node.isScanned && isSuch(patches(node).length));
}

async function show(page, id) {
  await page.getByLabel('Node').fill(id);
  await page.getByRole('button', { name: 'Show' }).click();
}

test('the missing patches of a node are listed in a table with a name', LIMIT, async () => {
  const page = await visit(browser, site.url);
  const node = nodeMissing(3);
  await show(page, node.id);
  const missing = patches(node);
  await page.getByText(`${missing.length} patches are missing.`, { exact: true }).waitFor();
  const table = page.getByRole('table', { name: `Missing patches of ${node.id}` });
  const titles = await table.getByRole('rowheader').allInnerTexts();
  assert.deepEqual(
    titles.map((title) => title.trim()),
    missing.map(({ title, kbId }) => (title || kbId).replaceAll(/\s+/g, ' ').trim()),
  );
  assert.deepEqual(await table.getByRole('columnheader').allInnerTexts(), [
    'Patch',
    'Severity',
    'Classification',
    'CVEs',
  ]);
  assert.deepEqual(page.complaints, []);
  await page.leave();
});

test('axe finds nothing wrong with the table, nor with an error', LIMIT, async () => {
  const page = await visit(browser, site.url, { expect: /Failed to load resource/ });
  for (const [id, role] of [
    [nodeMissing(3).id, 'table'],
    ['i-0123456789abcdef0', 'alert'],
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
  await show(page, nodeMissing(-1).id);
  await page.getByText('No patch is missing.').waitFor();
  assert.equal(await page.getByRole('table').count(), 0);
  await page.leave();
});

test('an error is shown, and trying again helps', LIMIT, async () => {
  const page = await visit(browser, site.url, { expect: /Failed to load resource/ });
  faults = () => ({ kind: 'fail', status: 400, code: 'AccessDeniedException' });
  const node = nodeMissing(3);
  await show(page, node.id);
  const alert = page.getByRole('alert');
  await alert.getByText('The patches could not be read.').waitFor();
  assert.match(await alert.innerText(), /AccessDeniedException/);
  faults = undefined;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('table').waitFor();
  assert.equal(await alert.count(), 0);
  await page.leave();
});

test('an unknown node is shown as such', LIMIT, async () => {
  const page = await visit(browser, site.url, { expect: /Failed to load resource/ });
  await show(page, 'i-0123456789abcdef0');
  await page.getByText('The service knows no patches of this node.').waitFor();
  await page.leave();
});

test('choosing another node aborts the requests of the first', LIMIT, async () => {
  const page = await visit(browser, site.url);
  const [slow, quick] = nodes().filter((node) => node.isScanned && patches(node).length > 0);
  faults = ({ input }) => (input.InstanceId === slow.id ? { kind: 'stall' } : undefined);
  const given = page.waitForEvent('requestfailed');
  await show(page, slow.id);
  await page.getByText('Loading…').waitFor();
  await show(page, quick.id);
  assert.match((await given).failure().errorText, /ERR_ABORTED/);
  await page.getByRole('table', { name: `Missing patches of ${quick.id}` }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.leave();
});
