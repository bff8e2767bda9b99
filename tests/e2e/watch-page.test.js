/** The page of the watch, on `npm run worker`: what it has scanned and when, for a person whom Access lets in. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';
import { startLocalRun } from '../worker/local-run.js';
import { violations } from './axe.js';
import { becomes, column, passes, says, visit } from './rig.js';

const START = { timeout: 90_000 };
const SCOPES = ['111122223333/us-east-1:60', '444455556666/eu-central-1:40'];
const note = (page) => page.getByRole('complementary', { name: 'Fleet of a server' });

const NARROW = { width: 320, height: 900 };
const HOSTILE = '<img src=x onerror=alert(1)> HTTP 500';

let local;
let browser;
let runs;
let total;

before(async () => {
  local = await startLocalRun(SCOPES);
  runs = await local.runs();
  total = runs.reduce((sum, { nodes }) => sum + nodes, 0);
  browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
}, START);
after(async () => {
  await browser?.close();
  await local?.end();
});

test('the page shows the nodes of every scope without a click', START, async () => {
  const page = await visit(browser, `${local.url}/`);
  await note(page).waitFor();
  await becomes(() => page.locator('.headline').innerText(), `${total} nodes`);
  await passes(async () => assert.ok((await column(page, 'name')).length > 10));
  await page.getByRole('link', { name: 'Findings', exact: true }).click();
  await page.locator('.grid[aria-rowcount]').waitFor();
  await page.reload();
  await page.locator('.grid[aria-rowcount]').waitFor();
  await page.leave();
});

/** The rules of axe by both colour schemes. */
async function assertAccessible(page) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], colorScheme);
  }
}

test('the runs of each scope are told, with what they read, and the alerts that were given up', START, async () => {
  const page = await visit(browser, `${local.url}/`);
  const alert = { alertId: 'a-1', webhook: 'ops', kind: 'scope-failed', at: 1.7e12, attempts: 8 };
  const answer = { alerts: [{ ...alert, ended: 1.7e12 + 9e6, error: HOSTILE, detail: {} }] };
  await note(page).waitFor();
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
  for (const { account, region, nodes } of runs) {
    const table = page.getByRole('table', { name: `Runs of ${account}/${region}` });
    await says(table.getByRole('row').last(), new RegExp(`Complete[^]*\\b${nodes}\\b`));
  }
  await page.getByText('None: every alert was delivered').waitFor();
  await page.route('**/v1/dead-letters', (route) =>
    route.fulfill({ json: { protocol: 'patchlens-fleet/1', answer } }),
  );
  await page.getByRole('button', { name: 'Refresh' }).click();
  const letters = page.getByRole('table', { name: 'Alerts that no webhook took' });
  await says(letters.getByRole('row').last(), /Scope not read[^]*ops[^]*8[^]*<img src=x/);
  await assertAccessible(page);
  await page.setViewportSize(NARROW);
  await assertAccessible(page);
  await page.leave();
});

test('runs that are no answer of the protocol are an error, and not an empty list', START, async () => {
  const page = await visit(browser, `${local.url}/`, { at: '' });
  await note(page).waitFor();
  await page.route('**/v1/runs', (route) =>
    route.fulfill({ json: { protocol: 'patchlens-fleet/1', answer: { scopes: [{ id: 'a' }] } } }),
  );
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await says(page.getByRole('alert'), /no patchlens server, or one of another version/);
  await page.leave();
});

test('an editor lets the watch read again, which the page follows to its end', START, async () => {
  const page = await visit(browser, `${local.url}/`);
  const button = note(page).getByRole('button', { name: /^Scan/ });
  const answered = page.waitForResponse(/\/v1\/scan$/);
  await button.click();
  const response = await answered;
  assert.equal(response.status(), 202);
  const { answer } = await response.json();
  assert.equal(answer.runs.length, SCOPES.length);
  await note(page).getByRole('button', { name: 'Scan now' }).waitFor();
  await becomes(() => note(page).getByRole('alert').count(), 0);
  await becomes(() => page.locator('.headline').innerText(), `${total} nodes`);
  await page.leave();
});

test('at 320 px the parts of the header stand apart, and nothing is wider than the window', START, async () => {
  const page = await visit(browser, `${local.url}/`, { viewport: NARROW });
  await note(page).waitFor();
  const parts = page.locator('.top > :not(.spacer)');
  await passes(async () => {
    const boxes = await Promise.all((await parts.all()).map((part) => part.boundingBox()));
    assert.equal(boxes.length, 5);
    for (const [at, a] of boxes.entries()) {
      assert.ok(a.width > 20 && a.x + a.width <= NARROW.width, JSON.stringify(a));
      for (const b of boxes.slice(at + 1)) {
        assert.ok(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y, JSON.stringify([a, b]));
      }
    }
  });
  await page.leave();
});
