import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before } from 'node:test';
import { pageTest } from './on-watch.js';
import {
  becomes,
  column,
  expectedVerdict,
  expectedVerdicts,
  fleetLoaded,
  nodesOf as allNodesOf,
  openRig,
  passes,
  says,
  textSettled,
  tileCounts,
} from './rig.js';

const test = pageTest(import.meta.url);

let rig;
/** A fleet of one node. */
let single;
/** The number of nodes, as the page writes it. */
let all;
before(async () => {
  rig = await openRig();
  single = await openRig({ nodes: 1 });
  all = allNodesOf(rig.fleet).length.toLocaleString('en');
});
after(async () => {
  await rig.close();
  await single.close();
});

async function openFleet(at = '') {
  const page = await rig.visit({ at });
  await fleetLoaded(page);
  return page;
}

const shown = (page) => page.locator('.shown-count').innerText();
const nodesOf = (verdict) =>
  allNodesOf(rig.fleet).filter((node) => expectedVerdict(rig.fleet, node) === verdict);

test('the sample fleet opens at the start, says that it is one, and has the simulator’s totals', async () => {
  const page = await openFleet();
  await says(page.locator('.banner'), /Sample fleet.*simulated/);
  await becomes(() => tileCounts(page), expectedVerdicts(rig.fleet));
  await becomes(() => shown(page), `${all} of ${all} nodes`);
  await page.leave();
});

for (const width of [820, 1180, 1280, 1366, 1400, 1440]) {
  test(`in a window of ${width} px the tiles stay in their place, and their text in the tiles`, async () => {
    const page = await rig.visit({ viewport: { width, height: 900 } });
    await fleetLoaded(page);
    assert.deepEqual(await page.evaluate(spills), []);
    await page.leave();
  });
}

/** The parts of the overview that overlap a neighbour or leave their box. Runs in the page. */
function spills() {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const box = (element) => element.getBoundingClientRect();
  const overlap = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const found = [];
  const blocks = all('.tile, .breakdown');
  for (const [index, one] of blocks.entries()) {
    for (const other of blocks.slice(index + 1)) {
      if (overlap(box(one), box(other))) found.push(`${one.innerText} | ${other.innerText}`);
    }
  }
  for (const tile of all('.tile')) {
    const words = all('.tile-label, .tile-count, .tile-note', tile);
    const leaves = (element) =>
      box(element).right > box(tile).right || element.scrollWidth > element.clientWidth + 1;
    for (const element of words.filter(leaves)) found.push(`${element.innerText} leaves its tile`);
    if (overlap(box(words[0]), box(words[1]))) found.push(`${words[0].innerText} | its count`);
  }
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > box(document.body).right) found.push(`the page is ${scrollWidth} px wide`);
  return found;
}

test('a node’s row has the numbers of the simulator', async () => {
  const node = nodesOf('non-compliant').find((one) => !one.leavesOutCounts);
  const { counts, nonCompliant } = rig.fleet.patchState(node);
  const page = await openFleet(`#/?q=${node.id}`);
  const row = page.locator('.nodes-grid tbody tr');
  await becomes(() => row.count(), 1);
  const cell = (id) => row.locator(`.cell-${id}`).innerText();
  await passes(async () => assert.match(await cell('verdict'), /Non-compliant/));
  await becomes(() => cell('missing'), String(counts.Missing));
  await becomes(() => cell('failed'), String(counts.Failed));
  await becomes(() => cell('pendingReboot'), String(counts.InstalledPendingReboot));
  await becomes(() => cell('critical'), String(nonCompliant.critical));
  const time = await row.locator('.cell-lastScan time').getAttribute('datetime');
  assert.equal(Date.parse(time), Math.round(rig.fleet.patchState(node).endedAt * 1000));
  await page.leave();
});

test('a count that the service left out is not shown as 0', async () => {
  const node = allNodesOf(rig.fleet).find((one) => one.isScanned && one.leavesOutCounts);
  const page = await openFleet(`#/?q=${node.id}`);
  await becomes(async () => (await column(page, 'pendingReboot'))[0], '–\nNot reported');
  await passes(async () => assert.match((await column(page, 'missing'))[0], /^\d+$/));
  await page.leave();
});

test('each column sorts both ways, and says so', async () => {
  const page = await openFleet();
  const header = page.getByRole('columnheader', { name: 'Missing' });
  await header.getByRole('button').click();
  await becomes(() => header.getAttribute('aria-sort'), 'descending');
  const most = Math.max(
    ...allNodesOf(rig.fleet).map((node) => rig.fleet.patchState(node)?.counts.Missing ?? 0),
  );
  await becomes(async () => Number((await column(page, 'missing'))[0]), most);
  await header.getByRole('button').click();
  await becomes(() => header.getAttribute('aria-sort'), 'ascending');
  await becomes(async () => Number((await column(page, 'missing'))[0]), 0);
  await page.waitForURL(/sort=missing/);

  for (const [title, id] of [
    ['Node', 'name'],
    ['Platform', 'platform'],
    ['Patch group', 'group'],
  ]) {
    await page.getByRole('columnheader', { name: title }).getByRole('button').click();
    await passes(async () => {
      const texts = (await column(page, id)).slice(0, 12);
      // By code points, without case; the page shows Windows without "Microsoft".
      const keys = texts.map((text) => text.replace(/^Windows/, 'Microsoft Windows').toLowerCase());
      assert.deepEqual(keys, [...keys].sort(), title);
    });
  }
  await page.getByRole('columnheader', { name: 'Last scan' }).getByRole('button').click();
  await passes(async () => {
    const times = await page
      .locator('.nodes-grid time')
      .evaluateAll((all) => all.map((one) => one.dateTime));
    assert.deepEqual(times, [...times].sort());
  });
  await page.leave();
});

test('tiles, selects and text filter together, and the address keeps the query', async () => {
  const page = await openFleet();
  await page.locator('.tile.tone-stale').click();
  await becomes(() => shown(page), `${nodesOf('stale').length} of ${all} nodes`);
  await becomes(() => page.locator('.tile.tone-stale').getAttribute('aria-pressed'), 'true');
  await page.locator('.tile.tone-non-compliant').click();
  await page.getByLabel('Platform', { exact: true }).selectOption({ index: 1 });
  const platform = await page
    .getByLabel('Platform', { exact: true })
    .evaluate((select) => select.selectedOptions[0].text);
  await page.getByLabel('Find nodes').fill('prod');
  await page.waitForURL(/#\/\?filter=prod&verdict=non-compliant%2Cstale&platform=/);
  await passes(async () => {
    for (const text of await column(page, 'platform')) assert.ok(text.startsWith(platform), text);
    for (const text of await column(page, 'verdict')) assert.match(text, /Stale|Non-compliant/);
  });
  await textSettled(page, '.shown');
  const before = await shown(page);

  await page.reload();
  await fleetLoaded(page);
  await becomes(() => shown(page), before);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await becomes(() => shown(page), `${all} of ${all} nodes`);
  await page.leave();
});

test('a platform’s bar and a group’s bar are filters', async () => {
  const page = await openFleet();
  const bar = page.locator('.breakdown').first().locator('.share').first();
  const [, nodes] = (await bar.locator('.share-count').innerText()).split(' / ');
  await bar.click();
  await becomes(() => shown(page), `${nodes} of ${all} nodes`);
  await bar.click();
  const group = page.locator('.breakdown').nth(1).locator('.share').first();
  await group.click();
  await becomes(
    () => shown(page),
    `${(await group.locator('.share-count').innerText()).split(' / ')[1]} of ${all} nodes`,
  );
  await page.leave();
});

test('the limit of staleness can be changed', async () => {
  const page = await openFleet();
  await page.getByLabel('Stale after').selectOption('1');
  await becomes(() => tileCounts(page), expectedVerdicts(rig.fleet, { staleDays: 1 }));
  await page.waitForURL(/stale=1/);
  await page.leave();
});

test('filters without a match say so, and can be cleared', async () => {
  const page = await openFleet('#/?q=no-such-node');
  await page.getByText('No node matches these filters').waitFor();
  await becomes(() => page.getByRole('button', { name: 'CSV' }).isDisabled(), true);
  await page.locator('.empty').getByRole('button', { name: 'Clear filters' }).click();
  await becomes(() => shown(page), `${all} of ${all} nodes`);
  await page.leave();
});

test('the way back from a node leads to the list as it was', async () => {
  const page = await openFleet('#/?verdict=non-compliant&sort=-missing');
  await page.evaluate(() => scrollTo(0, 2000));
  await page.waitForFunction(() => scrollY === 2000);
  const row = page.locator('.nodes-grid tbody tr').nth(15);
  const name = await row.locator('.node-name').innerText();
  await row.locator('.cell-verdict').click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await becomes(() => page.evaluate(() => scrollY), 0);
  await page.goBack();
  await page.locator('.nodes-grid tbody tr', { hasText: name }).waitFor();
  // Rows differ in height by a line, and rows out of sight are not measured.
  await passes(async () => assert.ok(Math.abs((await page.evaluate(() => scrollY)) - 2000) < 40));
  await says(page.locator('.nodes-grid tbody tr:has(td:focus)'), new RegExp(name));
  await page.waitForURL(/verdict=non-compliant&sort=-missing/);
  await page.leave();
});

test('the filtered rows can be saved as CSV', async () => {
  const page = await openFleet('#/?verdict=stale');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV' }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^patch-compliance-filtered-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await download.path(), 'utf8');
  const [titles, ...lines] = text.trim().split('\r\n');
  assert.match(text, /^\uFEFFscopeId,Instance ID,/);
  for (const title of ['Instance name', 'Compliance status', 'reason', 'missing']) {
    assert.ok(titles.split(',').includes(title), title);
  }
  const ids = lines.map((line) => line.split(',')[1]);
  assert.deepEqual(
    ids.sort(),
    nodesOf('stale')
      .map((node) => node.id)
      .sort(),
  );
  await page.leave();
});

test('refresh reads the fleet again', async () => {
  const page = await openFleet();
  const before = rig.calls.length;
  await page.getByRole('button', { name: 'Refresh' }).click();
  await becomes(async () => rig.calls.length > before, true);
  await fleetLoaded(page);
  const operations = rig.calls.slice(before).map(({ operation }) => operation);
  assert.ok(operations.includes('DescribeInstanceProperties'));
  const states = operations.filter((name) => name === 'DescribeInstancePatchStates');
  assert.ok(states.length >= 20);
  assert.ok(!operations.includes('DescribeInstancePatches'), 'no node was scanned in between');
  await becomes(() => tileCounts(page), expectedVerdicts(rig.fleet));
  await page.leave();
});

/** Changes the patch states that the service reports. */
function lying(members) {
  const change = ({ InstancePatchStates }) => ({
    InstancePatchStates: InstancePatchStates.map((state) => ({ ...state, ...members })),
  });
  return ({ operation }) =>
    operation === 'DescribeInstancePatchStates' ? { kind: 'lie', change } : undefined;
}

const NO_PROBLEM = {
  MissingCount: 0,
  FailedCount: 0,
  InstalledPendingRebootCount: 0,
  InstalledRejectedCount: 0,
  CriticalNonCompliantCount: 0,
  SecurityNonCompliantCount: 0,
  OtherNonCompliantCount: 0,
  AvailableSecurityUpdateCount: 0,
  OperationEndTime: Date.now() / 1000,
};

for (const [name, change, verdict, words] of [
  ['without problems', {}, 'Compliant', /nothing open/i],
  [
    'with non-compliant security patches only',
    { SecurityNonCompliantCount: 3 },
    'Non-compliant',
    /SecurityNonCompliantCount 3/,
  ],
  ['with a count as text', { OtherNonCompliantCount: '2' }, 'Non-compliant', /OtherNonCompliantCount 2/],
  ['with an unknown count', { CriticalNonCompliantCount: -1 }, 'Unreported', /CriticalNonCompliantCount/],
  ['with an absent count', { OtherNonCompliantCount: undefined }, 'Unreported', /OtherNonCompliantCount/],
  [
    'with security updates that are not approved',
    { AvailableSecurityUpdateCount: 5 },
    'Compliant',
    /5 security updates not approved/,
  ],
]) {
  test(`a node ${name} is ${verdict.toLowerCase()} in row, tile, bar, filter and facts`, async () => {
    single.faults = lying({ ...NO_PROBLEM, ...change });
    const page = await single.visit();
    await fleetLoaded(page);
    await becomes(async () => (await column(page, 'verdict'))[0], verdict);
    await passes(async () => assert.match((await column(page, 'reason'))[0], words));
    const key = verdict.toLowerCase();
    await becomes(async () => (await tileCounts(page))[key], 1);
    const bar = page.locator('.breakdown .bar').first();
    await passes(async () => assert.match(await bar.getAttribute('aria-label'), new RegExp(`1 ${key}$`)));
    await page.locator(`.tile.tone-${key}`).click();
    await becomes(() => shown(page), '1 of 1 nodes');
    if (change.AvailableSecurityUpdateCount) {
      const tile = await page.locator(`.tile.tone-${key}`).innerText();
      assert.match(tile, /1 with unapproved updates/);
    }
    await page.locator('.nodes-grid tbody tr').first().click();
    await page.locator('.page-head .badge', { hasText: verdict }).waitFor();
    await page.leave();
  });
}
