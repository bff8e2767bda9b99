/** The page of the watch, on `npm run worker`: what it has scanned, for a person whom Access lets in. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';
import { startLocalRun } from '../worker/local-run.js';
import { becomes, column, passes, visit } from './rig.js';

const START = { timeout: 90_000 };
const SCOPES = ['111122223333/us-east-1:60', '444455556666/eu-central-1:40'];
const note = (page) => page.getByRole('complementary', { name: 'Fleet of a server' });

let local;
let browser;
let total;

before(async () => {
  local = await startLocalRun(SCOPES);
  const runs = await local.runs();
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
