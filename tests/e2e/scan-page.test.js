/** “Scan now”, and the progress of a reading of `npx patchlens serve`. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';
import { environment, folderOf, simulator } from '../cli/rig.js';
import { served } from '../cli/serve-rig.js';
import { violations } from './axe.js';
import { becomes, says, visit } from './rig.js';

const NARROW = { width: 320, height: 900 };
const folder = folderOf('scan-page');
const note = (page) => page.getByRole('complementary', { name: 'Fleet of a server' });
const button = (page) => note(page).getByRole('button', { name: /^Scan/ });
const progress = (page) => note(page).getByRole('progressbar', { name: 'Reading of the server' });

let browser;
let aws;
let env;
/** Each answer of AWS takes so long. */
let stallMs = 0;

before(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  aws = await simulator({ fleet: { nodes: 120 }, faults: () => (stallMs ? { kind: 'stall', ms: stallMs } : undefined) });
  env = environment(aws.url, folder);
});
after(() => browser.close());

/** The rules of axe by both colour schemes. */
async function assertAccessible(page) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], colorScheme);
  }
}

test('a first reading is followed to its end without a click', async () => {
  stallMs = 400;
  const server = await served(['--concurrency', '1'], { env });
  const page = await visit(browser, server.urls()[0]);
  await progress(page).waitFor();
  await says(note(page), /Partial: the server is still reading it[^]*The server reads its fleet, since /);
  await becomes(() => button(page).getAttribute('aria-disabled'), 'true');
  await assertAccessible(page);
  stallMs = 0;
  await server.says(/nodes, \d+ compliant/);
  const [, total] = /([\d,]+) nodes, \d+ compliant/.exec(server.said.stderr);
  await progress(page).waitFor({ state: 'detached' });
  await becomes(() => page.locator('.page-head .headline').innerText(), `${total} nodes`);
  await says(page.locator('[role=status][aria-live]'), /Fleet loaded: 12\d nodes/);
  assert.doesNotMatch(await note(page).innerText(), /Partial/);
  await page.leave();
  assert.equal(await server.close(), 130);
});

test('“Scan now” reads again: the fleet of before stays meanwhile, and the new time is shown', async () => {
  const server = await served([], { env });
  await server.says(/nodes, \d+ compliant/);
  const page = await visit(browser, server.urls()[0], { viewport: NARROW });
  const told = [];
  await page.exposeFunction('told', (text) => told.push(text));
  await page.evaluate(() => {
    const region = document.querySelector('[role=status][aria-live]');
    new MutationObserver(() => window.told(region.textContent)).observe(region, { childList: true, subtree: true, characterData: true });
  });
  await button(page).waitFor();
  const headline = await page.locator('.page-head .headline').innerText();
  stallMs = 300;
  server.said.stderr = '';
  await button(page).click();
  await progress(page).waitFor();
  await says(button(page), /Scanning…/);
  // A second press starts no other reading. Forced: Playwright waits for a button that is not disabled.
  await button(page).click({ force: true });
  assert.equal(await page.locator('.page-head .headline').innerText(), headline);
  await assertAccessible(page);
  stallMs = 0;
  await server.says(/nodes, \d+ compliant/);
  await progress(page).waitFor({ state: 'detached' });
  await says(button(page), /Scan now/);
  await says(page.locator('[role=status][aria-live]'), /Fleet loaded: 12\d nodes/);
  assert.ok(told.includes('The server is asked to read its fleet.'), told.join());
  assert.equal(server.said.stderr.match(/nodes, \d+ compliant/g).length, 1);
  await page.leave();
  assert.equal(await server.close(), 130);
});

test('a server that refuses a reading is said, and the fleet stays', async () => {
  const server = await served([], { env });
  await server.says(/nodes, \d+ compliant/);
  const page = await visit(browser, server.urls()[0], { expect: /status of 403/ });
  const body = { protocol: 'patchlens-fleet/1', error: { code: 'forbidden', message: 'Because' } };
  await page.route('**/v1/scan', (route) => route.fulfill({ status: 403, json: body }));
  await button(page).click();
  await note(page).getByRole('alert').getByText('The server does not allow this').waitFor();
  await says(button(page), /Scan now/);
  await assertAccessible(page);
  await page.leave();
  assert.equal(await server.close(), 130);
});
