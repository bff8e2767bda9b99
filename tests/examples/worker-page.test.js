/** The page in Chromium, with a fleet that it reads through the Worker. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import sirv from 'sirv';
import { allowing } from '../e2e/policy.js';
import { becomes, expectedVerdicts, fleetLoaded, says, tileCounts } from '../e2e/rig.js';
import { openBrowser, visit } from './browser.js';
import { leaks, openWorker, pageFolder, TOKEN } from './worker-rig.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LIMIT = { timeout: 90_000 };
const NODES = 1000;
const PHONE = { width: 390, height: 844 };
/** Chromium's own messages about requests that fail or get an error response. */
const REFUSED = /Failed to load resource|CORS policy/;

let worker;
let browser;
let elsewhere;
before(async () => {
  elsewhere = await serveElsewhere();
  worker = await openWorker({ nodes: NODES, env: { ALLOWED_ORIGIN: elsewhere.origin } });
  browser = await openBrowser();
}, LIMIT);
after(async () => {
  await browser?.close();
  await worker?.close();
  await elsewhere?.close();
});
beforeEach(() => worker.forget());
afterEach(() => {
  worker.faults = undefined;
});

/** The page on a host of static files, at another origin than the Worker's, without a sample. */
async function serveElsewhere() {
  const folder = await pageFolder();
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const notFound = () => response.writeHead(404).end('Not found');
    if (request.url === '/sample.json') return notFound();
    if (request.url !== '/') return files(request, response, notFound);
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    return response.writeHead(200, { 'content-type': 'text/html' }).end(allowing(html, [worker.url]));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}

async function openForm(options) {
  const page = await visit(browser, worker.url, { expect: REFUSED, ...options });
  await page.getByLabel('Access token').waitFor();
  return page;
}

async function connect(page, token = TOKEN) {
  await page.getByLabel('Access token').fill(token);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

const alert = (page) => page.getByRole('alert');
const states = ({ operation }) => operation === 'DescribeInstancePatchStates';

/** Lets the first `count` requests for patch states pass and applies `fault` to the others. */
function firstOnly(count, fault) {
  let passed = 0;
  return (call) => {
    if (!states(call)) return undefined;
    passed += 1;
    return passed > count ? fault : undefined;
  };
}

/** The whole state of a page: document, field values, storage, address, history. */
function traces() {
  return JSON.stringify([
    document.documentElement.outerHTML,
    [...document.querySelectorAll('input')].map((input) => input.value),
    { ...localStorage },
    { ...sessionStorage },
    document.cookie,
    location.href,
    history.state,
    Object.keys(window).map((key) => String(window[key])),
  ]);
}

async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => globalThis.axe.run(document));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
}

/** Ends the visit. Fails after a warning in the console, or if a secret was in any response. */
async function leave(page) {
  await page.leave();
  assert.deepEqual(page.complaints, []);
  assert.ok(page.said.length > 0);
  assert.deepEqual(leaks(page.said), []);
  assert.deepEqual(leaks(worker.said), []);
}

test('the Worker serves the page, and with its token a fleet of 1,000 nodes', LIMIT, async () => {
  const page = await openForm();
  await becomes(() => page.getByLabel('URL of the Worker').inputValue(), worker.url);
  await connect(page);
  await fleetLoaded(page);
  await says(page.locator('.headline'), /^1,000 nodes$/);
  await becomes(() => tileCounts(page), expectedVerdicts(worker.fleet, { countsOnly: true }));
  await says(page.locator('.chip'), /us-east-1/);
  await page.locator('.nodes-grid tbody tr').first().click();
  await page.locator('.patches-grid tbody tr').first().waitFor();
  await page.locator('.panel-progress').waitFor({ state: 'detached' });
  const id = /node\/us-east-1\/([\w-]+)/.exec(page.url())[1];
  const patches = worker.fleet.patches(worker.fleet.find(id));
  await page.getByText(`${patches.length} patches`, { exact: true }).waitFor();
  assert.ok(!(await page.evaluate(traces)).includes(TOKEN));
  await leave(page);
});

test('timestamps are shown as ages, as with AWS itself', LIMIT, async () => {
  const page = await openForm();
  await connect(page);
  await fleetLoaded(page);
  await page.locator('.cell-lastScan', { hasText: /ago|yesterday/ }).first().waitFor();
  await leave(page);
});

test('without WebAssembly the page says that it cannot keep the fleet', LIMIT, async () => {
  const page = await openForm({ prepare: (one) => one.addInitScript('delete globalThis.WebAssembly') });
  assert.equal(await page.evaluate(() => typeof WebAssembly), 'undefined');
  await connect(page);
  await alert(page).getByText('WebAssembly is switched off in this browser').waitFor();
  await leave(page);
});

test('a wrong token is explained, and can be corrected', LIMIT, async () => {
  const page = await openForm();
  await connect(page, 'wrongwrongwrongwrong');
  await alert(page).getByText('The Worker did not accept the access token').waitFor();
  await connect(page);
  await fleetLoaded(page);
  await leave(page);
});

test('nodes are shown while others load; cancelling stops the paginator', LIMIT, async () => {
  worker.faults = firstOnly(3, { kind: 'stall' });
  const page = await openForm();
  await connect(page);
  await page.getByText(/^150 of 150 nodes read, more to list/).waitFor();
  const progress = page.getByRole('progressbar', { name: 'Loading the fleet' });
  assert.equal(await progress.getAttribute('value'), null, 'the total is unknown');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText(/Partial\. You stopped loading: 150 of/).waitFor();
  const sent = worker.calls.length;
  worker.faults = undefined;
  await page.waitForTimeout(1000);
  assert.equal(worker.calls.length, sent, 'nothing more is sent to AWS');
  await page.getByRole('button', { name: 'Continue loading' }).click();
  await fleetLoaded(page);
  await becomes(() => tileCounts(page), expectedVerdicts(worker.fleet, { countsOnly: true }));
  await leave(page);
});

test('an error during the stream is explained, and the loaded nodes stay', LIMIT, async () => {
  worker.faults = firstOnly(4, { kind: 'fail', status: 400, code: 'AccessDeniedException' });
  const page = await openForm();
  await connect(page);
  await alert(page).getByText('The Worker is not allowed to read this').waitFor();
  await says(alert(page), /ssm:DescribeInstancePatchStates/);
  await says(alert(page), /Request id: [0-9a-f-]{36}/);
  await says(alert(page), /200 of 200 nodes read/);
  worker.faults = undefined;
  await alert(page).getByRole('button', { name: 'Continue loading' }).click();
  await fleetLoaded(page);
  await leave(page);
});

test('refreshing reads AWS again; disconnecting forgets the token', LIMIT, async () => {
  const page = await openForm();
  await connect(page);
  await fleetLoaded(page);
  await worker.kept();
  const sent = worker.requests.length;
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.locator('.panel-progress').waitFor();
  await fleetLoaded(page);
  assert.ok(worker.requests.length >= sent + 40, 'AWS was read again');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await becomes(() => page.getByLabel('URL of the Worker').inputValue(), worker.url);
  await becomes(() => page.getByLabel('Access token').inputValue(), '');
  assert.ok(!(await page.evaluate(traces)).includes(TOKEN));
  await leave(page);
});

test('a second visit within a minute gets the cached stream', LIMIT, async () => {
  const page = await openForm();
  await connect(page);
  await fleetLoaded(page);
  await worker.kept();
  const sent = worker.requests.length;
  await page.reload();
  await connect(page);
  await fleetLoaded(page);
  assert.equal(worker.requests.length, sent, 'nothing was sent to AWS');
  await becomes(() => tileCounts(page), expectedVerdicts(worker.fleet, { countsOnly: true }));
  await leave(page);
});

test('a page of the configured origin connects; for another, CORS is named', LIMIT, async () => {
  const expect = REFUSED;
  const page = await visit(browser, `${elsewhere.origin}/`, { expect });
  await page.getByRole('radio', { name: 'Through a Worker' }).check();
  await page.getByLabel('URL of the Worker').fill(worker.url.replace(/\/$/, ''));
  await connect(page);
  await fleetLoaded(page);
  await leave(page);
  const other = await visit(browser, `${elsewhere.origin.replace('127.0.0.1', 'localhost')}/`, {
    expect,
  });
  await other.getByRole('radio', { name: 'Through a Worker' }).check();
  await other.getByLabel('URL of the Worker').fill(worker.url);
  await connect(other);
  await alert(other).getByText('The Worker could not be reached').waitFor();
  await says(alert(other), /ALLOWED_ORIGIN/);
  await leave(other);
});

test('an invalid address for a token is named before a request is sent', LIMIT, async () => {
  const page = await openForm();
  const sent = [];
  page.on('request', (request) => sent.push(request.url()));
  for (const url of ['http://example.com/', 'ftp://127.0.0.1/', 'https://a:b@example.com/']) {
    await page.getByLabel('URL of the Worker').fill(url);
    await connect(page);
    await alert(page).getByText('A setting cannot be right').waitFor();
  }
  assert.deepEqual(sent, []);
  await leave(page);
});

test('the keyboard alone chooses a way and connects', LIMIT, async () => {
  const page = await openForm();
  await page.getByRole('radio', { name: 'Through a Worker' }).focus();
  await page.keyboard.press('ArrowUp');
  await page.getByLabel('Secret access key').waitFor();
  const focused = page.locator('label:has(:focus)');
  await says(focused, /With keys/);
  await page.keyboard.press('ArrowDown');
  await page.getByLabel('Access token').waitFor();
  await says(focused, /Through a Worker/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type(TOKEN);
  await page.keyboard.press('Enter');
  await fleetLoaded(page);
  const live = page.locator('[role=status][aria-live=polite]');
  await live.filter({ hasText: /Fleet loaded: 1,000 nodes/ }).waitFor({ state: 'attached' });
  await leave(page);
});

for (const [name, options] of Object.entries({
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'on a phone': { viewport: PHONE },
})) {
  test(`axe finds nothing wrong with the form or an error, ${name}, and both fit`, LIMIT, async () => {
    const page = await openForm(options);
    assert.deepEqual(await violations(page), []);
    await connect(page, 'wrongwrongwrongwrong');
    await alert(page).waitFor();
    assert.deepEqual(await violations(page), []);
    await connect(page);
    await fleetLoaded(page);
    const spare = await page.evaluate(() => innerWidth - document.documentElement.scrollWidth);
    assert.ok(spare >= 0, `${-spare} pixels too wide`);
    await leave(page);
  });
}
