import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { violations } from './axe.js';
import { pageTest } from './on-watch.js';
import { becomes, column, fleetLoaded, nodesOf, openRig, passes } from './rig.js';

const test = pageTest(import.meta.url);
const PHONE = { width: 390, height: 844 };

let rig;
/** The number of nodes. */
let all;
before(async () => {
  rig = await openRig({ nodes: 150 });
  all = nodesOf(rig.fleet).length;
});
after(() => rig.close());
afterEach(() => {
  rig.faults = undefined;
});

const someNode = () =>
  [...rig.fleet.nodes()]
    .map(([, node]) => node)
    .find((node) => rig.fleet.patches(node).some((patch) => patch.cveIds));

const STATES = {
  fleet: async (page) => fleetLoaded(page),
  'an empty filter': async (page) => {
    await fleetLoaded(page);
    await page.getByLabel('Find nodes').fill('nothing like it');
    await page.getByText('No node matches').waitFor();
  },
  node: async (page) => {
    await page.goto(`${rig.url}#/node/${someNode().id}`);
    await page.locator('.patches-grid tbody tr').first().waitFor();
    await page.locator('.panel-progress').waitFor({ state: 'detached' });
  },
  connect: async (page) => {
    await page.goto(`${rig.url}#/connect`);
    await page.getByLabel('Region').waitFor();
  },
  'an error': async (page) => {
    rig.faults = () => ({ kind: 'fail', status: 400, code: 'AccessDeniedException' });
    await page.reload();
    await page.getByRole('alert').waitFor();
    await page.getByText('Details').click();
  },
  'partial results': async (page) => {
    rig.faults = ({ operation }) =>
      operation === 'DescribeInstancePatchStates' ? { kind: 'stall' } : undefined;
    await page.reload();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('You stopped loading').waitFor();
  },
};

for (const [name, reach] of Object.entries(STATES)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing wrong with ${name}, ${colorScheme}`, async () => {
      const page = await rig.visit({ colorScheme, expect: /Failed to load resource/ });
      await fleetLoaded(page);
      await reach(page);
      assert.deepEqual(await violations(page), []);
      await page.leave();
    });
  }
}

for (const [name, at, ready] of [
  ['fleet', '', fleetLoaded],
  ['node', 'node', (page) => page.locator('.patches-grid tbody tr').first().waitFor()],
  ['connect', 'connect', (page) => page.getByLabel('Region').waitFor()],
]) {
  test(`on a phone ${name} fits the width, and axe finds nothing wrong with it`, async () => {
    const hash = at === 'node' ? `#/node/${someNode().id}` : `#/${at}`;
    const page = await rig.visit({ at: hash, viewport: PHONE });
    await ready(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= PHONE.width, `${width} px wide`);
    assert.deepEqual(await violations(page), []);
    await page.leave();
  });
}

test('the page works with the keyboard alone', async () => {
  const page = await rig.visit();
  await fleetLoaded(page);
  await page.keyboard.press('Tab');
  await becomes(() => focused(page), 'Skip to the content');
  await page.keyboard.press('Enter');
  await becomes(() => page.evaluate(() => document.activeElement.id), 'main');

  await tabTo(page, /^web|^ip-|^EC2AMAZ|^prod|^dev|^staging/);
  const row = () =>
    page.evaluate(() => Number(document.activeElement.closest('tr')?.getAttribute('aria-rowindex')));
  await becomes(() => row(), 2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await becomes(() => row(), 4);
  await page.keyboard.press('Control+End');
  await becomes(() => row(), all + 1);
  await passes(async () => assert.ok(await inSight(page), 'the last row is in sight'));
  await page.keyboard.press('PageUp');
  await passes(async () => assert.ok((await row()) < all + 1));
  await page.keyboard.press('Control+Home');
  await becomes(() => row(), 2);
  await passes(async () => assert.ok(await inSight(page), 'the first row is in sight'));
  assert.notEqual(
    await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle),
    'none',
  );

  await page.keyboard.press('Enter');
  await page.locator('.node-facts').waitFor();
  await becomes(() => page.evaluate(() => document.activeElement.tagName), 'H1');
  await page.locator('.patches-grid tbody tr').first().waitFor();
  for (let tabs = 0; tabs < 5 && (await focused(page)) !== 'Fleet'; tabs += 1)
    await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.locator('.nodes-grid').waitFor();
  await becomes(() => row(), 2);
  await page.leave();
});

const focused = (page) => page.evaluate(() => document.activeElement.innerText ?? '');

async function tabTo(page, text) {
  for (let tabs = 0; tabs < 60; tabs += 1) {
    await page.keyboard.press('Tab');
    const isCell = await page.evaluate(() => document.activeElement.matches('tbody td'));
    if (isCell && text.test(await focused(page))) return;
  }
  assert.fail(`60 tabs lead to nothing like ${text}`);
}

/** Whether the focused element is in the window and not covered by the titles at its top. */
function inSight(page) {
  return page.evaluate(() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    const header = document.querySelector('.grid thead').getBoundingClientRect();
    return top >= header.bottom - 1 && bottom <= innerHeight + 1;
  });
}

test('a column sorts and a tile filters by the keyboard', async () => {
  const page = await rig.visit();
  await fleetLoaded(page);
  const failed = page.getByRole('columnheader', { name: 'Failed' });
  await failed.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await becomes(() => failed.getAttribute('aria-sort'), 'descending');
  await page.locator('.tile.tone-stale').focus();
  await page.keyboard.press('Space');
  await page.waitForURL(/verdict=stale/);
  await page.leave();
});

test('links in the cells can be reached from the cell that has the focus, and only there', async () => {
  const page = await rig.visit({ at: `#/node/${someNode().id}?state=open` });
  await page.locator('.cves a').first().waitFor();
  const cellWith = (link) =>
    page.locator('.patches-grid tbody td', { has: page.locator(link) }).first();
  await cellWith('.except-link').focus();
  await page.keyboard.press('Tab');
  await page.locator('.except-link:focus').waitFor();
  await cellWith('.cves a').focus();
  await page.keyboard.press('Tab');
  await page.locator('.patches-grid .cves a[href*="nvd.nist.gov"]:focus').waitFor();
  const reachable = await page
    .locator('.patches-grid tbody a:not([tabindex="-1"])')
    .evaluateAll((links) => new Set(links.map((link) => link.closest('td'))).size);
  assert.equal(reachable, 1);
  await page.leave();
});

test('the end of loading and the effect of a filter are announced', async () => {
  const page = await rig.visit();
  const live = page.locator('[role=status][aria-live=polite]');
  await live
    .filter({ hasText: new RegExp(`Fleet loaded: ${all} nodes, \\d+ non-compliant`) })
    .waitFor({ state: 'attached' });
  await page.getByLabel('Find nodes').fill('windows');
  await live.filter({ hasText: /\d+ nodes? shown/ }).waitFor({ state: 'attached' });
  await page.leave();
});

test('a verdict has a word and a shape, not only a colour', async () => {
  const page = await rig.visit();
  await fleetLoaded(page);
  for (const [verdict, word] of Object.entries({
    'non-compliant': 'Non-compliant',
    unreported: 'Unreported',
    stale: 'Stale',
    excepted: 'Excepted',
    stopped: 'Stopped',
    compliant: 'Compliant',
  })) {
    const badge = page.locator(`.tile.tone-${verdict} .tile-label`);
    await becomes(() => badge.innerText(), word);
    await becomes(() => badge.locator('svg').count(), 1);
  }
  const bar = page.locator('.tiles .bar');
  const told = new RegExp(`All nodes: ${all} nodes; \\d+ non-compliant`);
  await passes(async () => assert.match(await bar.getAttribute('aria-label'), told));
  await page.leave();
});

const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const isDark = (color) =>
  color
    .match(/[\d.]+/g)
    .slice(0, 3)
    .every((part) => Number(part) < 60);

test('dark follows the system, can be chosen, and is remembered', async () => {
  const dark = await rig.visit({ colorScheme: 'dark' });
  await fleetLoaded(dark);
  await becomes(async () => isDark(await background(dark)), true);
  await dark.getByRole('button', { name: 'Light theme' }).click();
  await becomes(async () => isDark(await background(dark)), false);
  await dark.reload();
  await fleetLoaded(dark);
  await becomes(async () => isDark(await background(dark)), false);
  await dark.getByRole('button', { name: 'System theme' }).click();
  await becomes(async () => isDark(await background(dark)), true);
  await dark.leave();
});
