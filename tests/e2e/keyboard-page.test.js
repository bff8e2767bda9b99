/** One way through the page without a mouse: connect, filter, open a node, its patches, save a file. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fleetLoaded, KEYS, openRig } from './rig.js';

const MOST_TABS = 80;

let rig;
before(async () => {
  rig = await openRig({ nodes: 80, sample: false });
});
after(() => rig.close());

/** The accessible name of the element that has the focus, nearly as a screen reader has it. */
function focusedName(page) {
  return page.evaluate(() => {
    const { activeElement: element } = document;
    const label = element.labels?.[0]?.innerText;
    const name = element.getAttribute('aria-label') ?? label ?? element.innerText;
    return (name ?? '').replace(/\s+/g, ' ').trim();
  });
}

async function tabTo(page, name, key = 'Tab') {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press(key);
    if (name.test(await focusedName(page))) return;
  }
  assert.fail(`${MOST_TABS} tabs lead to nothing like ${name}`);
}

test('connect, filter, node, patches and a file, by the keyboard alone', async () => {
  // Without a sample the browser complains that its file is not there.
  const page = await rig.visit({ expect: /Failed to load resource/ });
  await page.getByRole('heading', { level: 1, name: 'Connect to your fleet' }).waitFor();
  for (const [label, text] of [
    [/^Regions/, 'us-east-1'],
    [/^Endpoint/, rig.endpoint],
    [/^Access key id/, KEYS.accessKeyId],
    [/^Secret access key/, KEYS.secretAccessKey],
  ]) {
    await tabTo(page, label);
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Enter');
  await fleetLoaded(page);

  await page.keyboard.press('/');
  await page.getByLabel('Find nodes').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('verdict=non-compliant missing>0');
  await page.keyboard.press('Escape');
  await page.waitForURL(/filter=verdict=non-compliant\+missing/);
  await tabTo(page, /^CSV/);
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  const csv = await readFile(await file.path(), 'utf8');

  await page.keyboard.press('Tab');
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await page.locator('.nodes-grid td:focus').count()) break;
    await page.keyboard.press('Tab');
  }
  const name = await page.locator('.nodes-grid tr:has(td:focus) .node-name').innerText();
  assert.ok(csv.includes(name), 'the file has the node that the table shows first');
  await page.keyboard.press('Enter');
  await page.locator('h1:focus', { hasText: name }).waitFor();
  await page.locator('.patches-grid tbody tr').first().waitFor();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await page.locator('.patches-grid td:focus').count()) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Control+End');
  await page.locator('.patches-grid tbody tr:last-child td:focus').waitFor();
  await page.leave();
});
