import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { violations } from './axe.js';
import { pageTest } from './on-watch.js';
import { becomes, fleetLoaded, openRig } from './rig.js';

const test = pageTest(import.meta.url);

let rig;
before(async () => {
  rig = await openRig({ nodes: 150 });
});
after(() => rig.close());

async function openFleet(at = '', options = {}) {
  const page = await rig.visit({ at, ...options });
  await fleetLoaded(page);
  return page;
}

const dialog = (page) => page.getByRole('dialog', { name: 'Keys' });
const focusedCell = (page, row, id) =>
  page.locator(`.nodes-grid tr[aria-rowindex="${row}"] .cell-${id}:is(:focus, :has(:focus))`).waitFor();

test('? lists the keys, and single keys can be switched off for good', async () => {
  const page = await openFleet();
  const filter = page.getByLabel('Find nodes');
  await filter.focus();
  await page.keyboard.type('?/');
  await becomes(() => filter.inputValue(), '?/');
  assert.equal(await dialog(page).count(), 0, 'nothing happens while typing');
  await filter.fill('');
  const cell = page.locator('.nodes-grid tbody td').first();
  await cell.focus();
  await page.keyboard.press('?');
  await dialog(page).getByText('First or last cell of the table').waitFor();
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await page.locator('.nodes-grid tbody td:focus').waitFor();

  await page.getByRole('button', { name: 'List of keys' }).click();
  await dialog(page).getByRole('checkbox').uncheck();
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await page.reload();
  await fleetLoaded(page);
  await page.locator('.nodes-grid tbody td').first().focus();
  await page.keyboard.press('?');
  await page.keyboard.press('/');
  await page.keyboard.press('ArrowDown');
  await focusedCell(page, 3, 'name');
  assert.equal(await dialog(page).count(), 0);
  await page.leave();
});

test('cells take the focus as the grid pattern asks', async () => {
  const page = await openFleet();
  const all = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
  await becomes(() => page.locator('.nodes-grid [tabindex="0"]').count(), 1, 'one tab stop');
  await page.locator('.nodes-grid tbody td').first().focus();
  for (const [key, row, id] of [
    ['ArrowRight', 2, 'platform'],
    ['ArrowDown', 3, 'platform'],
    ['End', 3, 'lastScan'],
    ['Home', 3, 'name'],
    ['Control+End', all, 'lastScan'],
    ['Control+Home', 2, 'name'],
    ['ArrowUp', 1, 'name'],
    ['ArrowRight', 1, 'platform'],
    ['ArrowDown', 2, 'platform'],
  ]) {
    await page.keyboard.press(key);
    await focusedCell(page, row, id);
  }
  await page.keyboard.press('PageDown');
  await page.waitForFunction(
    () => Number(document.activeElement.closest('tr').ariaRowIndex ?? document.activeElement.closest('tr').getAttribute('aria-rowindex')) > 10,
  );
  const row = await page.evaluate(() => document.activeElement.closest('tr').getAttribute('aria-rowindex'));
  // Out of sight the row stays in the document, and keeps the focus.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.locator(`.nodes-grid tr[aria-rowindex="${all}"]`).waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator('.nodes-grid tr[aria-rowindex="2"]').waitFor();
  await focusedCell(page, row, 'platform');
  await page.keyboard.press('ArrowRight');
  await focusedCell(page, row, 'group');
  await page.leave();
});

test('a title sorts from the grid, and a link in a cell is reached and left by keys', async () => {
  const page = await openFleet();
  await page.locator('.nodes-grid tbody td.cell-missing').first().focus();
  await page.keyboard.press('ArrowUp');
  await page.locator('th.cell-missing button:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => location.hash.includes('sort=-missing'));
  await page.keyboard.press('ArrowDown');
  await focusedCell(page, 2, 'missing');
  await page.keyboard.press('Enter');
  await page.locator('.patches-grid .cves a').first().waitFor();
  const cell = page.locator('.patches-grid td.cell-cves', { has: page.locator('a ~ a') }).first();
  await cell.focus();
  await page.keyboard.press('Enter');
  await page.locator('.patches-grid .cves a:focus').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.patches-grid td.cell-cves:focus').waitFor();
  await page.keyboard.press('F2');
  await page.locator('.patches-grid .cves a:focus').waitFor();
  await page.leave();
});

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 1440],
  ['light', 320],
  ['dark', 320],
]) {
  test(`axe finds nothing wrong with the list of keys, ${colorScheme}, ${width} px`, async () => {
    const page = await openFleet('', { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('button', { name: 'List of keys' }).click();
    await dialog(page).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.leave();
  });
}
