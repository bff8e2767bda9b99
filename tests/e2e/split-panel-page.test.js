import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { violations } from './axe.js';
import { pageTest } from './on-watch.js';
import { fleetLoaded, openRig } from './rig.js';
import { cvesOf, findingsOf } from './tables.js';

const test = pageTest(import.meta.url);

let rig;
before(async () => {
  rig = await openRig({ nodes: 60 });
});
after(() => rig.close());

async function openFleet(at = '', options = {}) {
  const page = await rig.visit({ at, ...options });
  await fleetLoaded(page);
  return page;
}

const cellOf = (page, index) => page.locator(`.nodes-grid tr[data-index="${index}"] td.cell-name`);
const nameAt = (page, index) => cellOf(page, index).locator('.node-name').innerText();
const panel = (page, name) => page.getByRole('region', { name: `Node ${name}`, exact: true });

test('Space shows a node beside the table, arrows move on, Escape and the way back close', async () => {
  const page = await openFleet('#/?sort=-missing');
  const [first, second] = [await nameAt(page, 0), await nameAt(page, 1)];
  await cellOf(page, 0).focus();
  await page.keyboard.press('Space');
  await panel(page, first).getByRole('heading', { name: first }).waitFor();
  await page.waitForFunction(() => /open=(?:\d{12}\/)?us-east-1\/m?i-/.test(location.hash));
  await page
    .locator('[role=status][aria-live=polite]')
    .filter({ hasText: `${first}, beside the table: ` })
    .waitFor({ state: 'attached' });
  await page.keyboard.press('ArrowDown');
  await panel(page, second).waitFor();
  await page.locator('.nodes-grid tr[data-index="1"][aria-selected="true"]').waitFor();
  await page.reload();
  await fleetLoaded(page);
  await panel(page, second).waitFor();
  await page.goBack();
  await page.locator('.node-panel').waitFor({ state: 'detached' });
  await page.waitForURL((url) => !url.href.includes('open='));

  await cellOf(page, 1).focus();
  await page.keyboard.press('Space');
  await panel(page, second).waitFor();
  await page.keyboard.press('Enter');
  await panel(page, second).locator('h2:focus').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.node-panel').waitFor({ state: 'detached' });
  await page.locator('.nodes-grid tr[data-index="1"] td:focus').waitFor();
  await page.waitForURL((url) => !url.href.includes('open='));
  await page.leave();
});

test('the panel says why, what the operation was, what counts, and what is open with its CVEs', async () => {
  const findings = findingsOf(rig.fleet);
  const { node } = findings.find(({ patch }) => cvesOf(patch).length > 0);
  const own = findings.filter((one) => one.node === node);
  const page = await openFleet(`#/?q=${node.id}`);
  const text = await page.locator('.nodes-grid .reason-text').first().innerText();
  await page.getByRole('button', { name: 'Open beside' }).click();
  const shown = page.locator('.node-panel');
  await shown.getByText(`${text}.`).waitFor();
  await shown.getByText(`Open patches (${own.length})`).waitFor();
  const cve = cvesOf(own.find(({ patch }) => cvesOf(patch).length > 0).patch)[0];
  await shown.getByRole('link', { name: cve }).first().waitFor();
  await shown.getByText('Age not known').first().waitFor();
  for (const term of ['Operation', 'Ended', 'Started', 'Reboot', 'Baseline', 'Approves patches', 'Snapshot'])
    await shown.getByText(term, { exact: true }).waitFor();
  await shown.getByText('Missing', { exact: true }).first().waitFor();
  await shown.getByRole('link', { name: 'Open the page of the node' }).click();
  await page.getByRole('region', { name: 'Latest operation' }).waitFor();
  await page.goBack();
  await page.locator('.node-panel').waitFor();
  await page.getByRole('button', { name: 'Open beside' }).click();
  await page.locator('.node-panel').waitFor({ state: 'detached' });
  await page.leave();
});

test('a preference opens nodes beside the table by a click', async () => {
  const page = await openFleet();
  await page.getByRole('button', { name: 'Preferences' }).click();
  await page.getByRole('radio', { name: 'Beside the table' }).check();
  await page.getByRole('button', { name: 'Confirm' }).click();
  const name = await nameAt(page, 2);
  await page.locator('.nodes-grid tr[data-index="2"] .cell-verdict').click();
  await panel(page, name).waitFor();
  const border = page.getByRole('separator', { name: 'Size of the panel' });
  const before = Number(await border.getAttribute('aria-valuenow'));
  await border.focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(
    (px) => Number(document.querySelector('[role=separator]').ariaValueNow) > px,
    before,
  );
  await panel(page, name).getByRole('button', { name: 'Close the panel' }).click();
  await page.locator('.nodes-grid td:focus').waitFor();
  await page.leave();
});

test('an address with a node that is not there says so', async () => {
  const page = await openFleet('#/?open=us-east-1/i-0000000000000000f');
  await page.getByText('This node is not among the nodes that were loaded.').waitFor();
  await page.leave();
});

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 1100],
  ['light', 320],
  ['dark', 320],
]) {
  test(`axe finds nothing wrong with the panel, ${colorScheme}, ${width} px`, async () => {
    const page = await openFleet('', { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('button', { name: 'Open beside' }).click();
    await page.locator('.node-panel .counts').waitFor();
    assert.deepEqual(await violations(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} px wide`);
    await page.leave();
  });
}
