/** The page as `npx patchlens serve` shows it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';
import { served } from '../cli/serve-rig.js';
import { violations } from './axe.js';
import { becomes, column, passes, says, visit } from './rig.js';

/** Chromium's own message about the 403. */
const REFUSED = /status of 403/;
const note = (page) => page.getByRole('complementary', { name: 'Fleet of a server' });

let browser;
let server;

before(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  server = await served(['--simulate'], { stdin: true });
});
after(async () => {
  await browser.close();
  await server.close();
});

test('the URL opens the page, which connects by itself and shows the nodes', async () => {
  const page = await visit(browser, server.urls()[0]);
  await note(page).waitFor();
  await server.says(/nodes, \d+ compliant/);
  await page.reload();
  await note(page).getByText('read').waitFor();
  const [, total] = /([\d,]+) nodes, \d+ compliant/.exec(server.said.stderr);
  await becomes(() => page.locator('.page-head .headline').innerText(), `${total} nodes`);
  await passes(async () => assert.ok((await column(page, 'name')).length > 10));
  assert.ok(!page.url().includes('code='));
  assert.equal(await page.evaluate(() => document.cookie), '', 'no script sees the cookie');
  assert.deepEqual(await violations(page), []);
  await page.getByRole('link', { name: 'Findings' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
  await page.locator('.grid tbody tr').first().waitFor();
  await page.leave();
});

test('another browser gets nothing by the same URL, nor does a link of another site', async () => {
  const page = await visit(browser, server.urls()[0], { expect: REFUSED });
  await says(page.locator('body'), /was used before/);
  await page.goto(`http://${server.host}/`);
  await says(page.locator('body'), /not opened the URL/);
  await page.goto('data:text/html,<title>Other</title>');
  server.type('');
  await server.says(/code=[^]*code=/, 'stdout');
  await page.setContent(`<a href="${server.urls().at(-1)}">Open</a>`);
  await page.getByRole('link').click();
  await page.getByText('comes from another page').waitFor();
  await page.leave();
});
