/** The trend of a fleet, from the history folder beside the page and from files. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Fleet } from '../../dist/fleet.js';
import { violations } from './axe.js';
import { becomes, says } from './rig.js';
import {
  numbersOf,
  openHistoryRig,
  region,
  scan,
  serveIndex,
  TREND,
  trendRead,
  withFiles,
} from './trend.js';

const DAYS = 5;
const number = (count) => count.toLocaleString('en');
const sum = (list) => list.reduce((total, each) => total + each, 0);

let rig;
before(async () => {
  rig = await openHistoryRig({ nodes: 120, days: DAYS });
});
after(() => rig.close());
afterEach(() => {
  rig.faults = undefined;
  for (const [name, bytes] of rig.files) rig.history.set(name, bytes);
});

/** What the package says of the snapshots, and of the fleet as the last of them. */
async function expected() {
  const now = await scan(rig);
  const all = [...rig.index.snapshots.map(({ file }) => rig.files.get(file)), now.snapshot()];
  const numbers = [];
  for (const [at, bytes] of all.entries()) {
    const fleet = await Fleet.open(bytes);
    const { nodes, verdicts, findings } = fleet.summary();
    const diff = at > 0 ? fleet.diff(all[at - 1]) : undefined;
    const closed = diff?.rows('closed', { limit: 1e6 }).rows ?? [];
    numbers.push({ nodes, verdicts, findings, diff: diff && { ...diff }, closed });
    diff?.free();
    fleet.free();
  }
  now.free();
  return numbers;
}

test('the charts and their tables have the numbers of the package', async () => {
  const numbers = await expected();
  const page = await rig.visit({ at: TREND });
  await trendRead(page);
  await page.getByRole('img', { name: /^Nodes by verdict: / }).waitFor();
  await page.getByText(`The site’s history folder: ${DAYS} snapshots of us-east-1`).waitFor();

  const compliance = await numbersOf(page, 'Compliance over time');
  assert.deepEqual(
    compliance.map(([, nodes, , open, , , , , compliant]) => [nodes, open, compliant].map(Number)),
    numbers.map(({ nodes, verdicts }) => [nodes, verdicts['non-compliant'], verdicts.compliant]),
  );
  assert.match(compliance.at(-1)[0], /\(now\)$/);
  const findings = await numbersOf(page, 'Open patches over time');
  assert.deepEqual(
    findings.map(([, open]) => open),
    numbers.map((it) => number(it.findings)),
  );
  for (const [, open, ...severities] of findings) {
    assert.equal(sum(severities.slice(0, -1).map(Number)), Number(open));
  }

  const steps = numbers.slice(1).map(({ diff }) => diff);
  const changes = await numbersOf(page, 'Opened and closed per day');
  assert.deepEqual(
    changes.map(([, , ...counts]) => counts.map(Number)),
    steps.map(({ opened, closed, notCompared }) => [opened, closed, notCompared]),
  );
  const times = numbers.slice(1).flatMap(({ closed, diff }) =>
    closed
      .filter(({ ageIsLowerBound }) => !ageIsLowerBound)
      .map(({ firstSeen }) => (diff.to - firstSeen) / 86_400_000),
  );
  const mean = `${(sum(times) / times.length).toFixed(1)} days`;
  const patching = await region(page, 'Mean time to patch').innerText();
  assert.ok(patching.includes(`${mean}, of ${number(times.length)} patch`), `${mean}: ${patching}`);
  assert.match(patching, /open before it began, closed after at least [\d.]+ days/);
  await page.leave();
});

test('the trend has no violation in light and dark, wide and narrow, and leads to nodes', async () => {
  for (const options of [
    { colorScheme: 'light' },
    { colorScheme: 'dark', viewport: { width: 320, height: 800 } },
  ]) {
    const page = await rig.visit({ at: TREND, reducedMotion: 'reduce', ...options });
    await trendRead(page);
    await region(page, 'Mean time to patch').waitFor();
    await page.getByText('The trend is of the whole fleet').waitFor();
    await page.locator('.chart-numbers summary').first().click();
    assert.deepEqual(await violations(page), []);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= (options.viewport?.width ?? 1440), `${width} px`);
    const longest = region(page, 'Non-compliant the longest');
    await says(longest, /at least since \d+ \w+ \d{4}/);
    const link = longest.getByRole('link').first();
    const name = await link.innerText();
    await link.click();
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Trend' }).waitFor();
    await page.leave();
  }
});

test('the overview says what changed since the last snapshot', async () => {
  const { diff } = (await expected()).at(-1);
  const page = await rig.visit({ at: '#/overview' });
  const since = region(page, 'Since the last snapshot');
  await since.locator('dd').first().waitFor();
  const shown = await since
    .locator('.since-numbers > div')
    .evaluateAll((rows) => rows.map((row) => Number(row.querySelector('dd').dataset.count)));
  const { opened, closed, stillOpen, newNodes, goneNodes, notCompared } = diff;
  assert.deepEqual(shown, [opened, closed, stillOpen, newNodes, goneNodes, notCompared]);
  for (const { from, to, nodes } of diff.verdictChanges) {
    await since.getByText(new RegExp(`^${nodes} nodes?: ${from} → ${to}$`)).first().waitFor();
  }
  assert.deepEqual(await violations(page), []);
  await since.getByRole('link', { name: 'Trend' }).click();
  await page.getByRole('heading', { level: 1, name: 'Trend' }).waitFor();
  await page.leave();
});

test('gaps, partial, damaged and wrong snapshots are drawn or said, never joined', async () => {
  const [first, second, ...others] = rig.index.snapshots;
  const part = await scan(rig, { maxRequests: 3 });
  rig.history.set('part.fleet', part.snapshot());
  rig.history.set(others[0].file, new Uint8Array(200).fill(7));
  const dayBefore = others.at(-1);
  const partial = { ...dayBefore, file: 'part.fleet', complete: false };
  serveIndex(rig, [first, second, others[0], partial, { ...first, file: '../index.html' }]);
  part.free();
  const page = await rig.visit({ at: TREND });
  await trendRead(page);
  const compliance = region(page, 'Compliance over time');
  await compliance.getByText(/^Hatched: no complete snapshot from /).waitFor();
  await compliance.getByText(/^Dashed: 1 partial snapshot, which has no point/).waitFor();
  await becomes(() => compliance.locator('.chart-gap').count(), 1);
  // Two snapshots in a row, the gap, and the fleet as it is now.
  await becomes(() => compliance.locator('.chart-mark').count(), 3);
  await page.getByText(/is left out\. It is not a saved fleet, or it is damaged/).waitFor();
  await page.getByText(/^1 entry of the site’s history folder cannot be read/).waitFor();
  const rows = await numbersOf(page, 'Compliance over time');
  assert.equal(rows.filter((cells) => /partial: not everything was read/.test(cells.at(-1))).length, 1);
  await region(page, 'Opened and closed per day').getByText(/^Pale bars: a day’s mean/).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.leave();
});

test('a page in the place of the index, or none, is no history; added files are one', async () => {
  rig.history.set('index.json', '<!doctype html><title>Not found</title>');
  const page = await rig.visit({ at: TREND });
  await page.getByText('There is no history yet').waitFor();
  await page.getByText(/Put a folder history\/ beside this page/).waitFor();
  assert.deepEqual(await violations(page), []);
  const [first, second] = rig.index.snapshots.map(({ file }) => rig.files.get(file));
  const files = { 'first.fleet': first, 'second.fleet': second, 'other.fleet': 'hello' };
  await withFiles(files, async (paths) => {
    await page.getByLabel('Snapshot files').setInputFiles(paths);
    await page.getByText(/^Files that you added: 2 snapshots of us-east-1/).waitFor();
    await page.getByText(/^other\.fleet was not added\. It is not a saved fleet/).waitFor();
    await page.getByRole('img', { name: /^Nodes by verdict: / }).waitFor();
  });
  await page.leave();

  rig.history.delete('index.json');
  const none = await rig.visit({ at: '#/overview', expect: /404/ });
  await region(none, 'Since the last snapshot').getByText(/no snapshot of these scopes/).waitFor();
  await none.leave();
});

test('a history of other scopes or of another fleet is not compared with this one', async () => {
  const others = rig.index.snapshots.slice(0, 3);
  serveIndex(rig, others, {});
  const page = await rig.visit({ at: TREND });
  await page.getByText('There is no history of this fleet').waitFor();
  await page.getByRole('combobox', { name: /^History/ }).selectOption({ index: 1 });
  await page.waitForURL(/history=folder/);
  await page.getByText(/^This is not the fleet that the page shows now/).waitFor();
  await trendRead(page);
  const rows = await numbersOf(page, 'Compliance over time');
  assert.equal(rows.length, others.length);
  await page.goBack();
  await page.getByText('There is no history of this fleet').waitFor();
  await page.goto(`${rig.url}#/overview`);
  await region(page, 'Since the last snapshot').getByText(/no snapshot of these scopes/).waitFor();
  await page.leave();
});

test('an index of a later format says so', async () => {
  rig.history.set('index.json', JSON.stringify({ format: 'patchlens-history/2', snapshots: [] }));
  const page = await rig.visit({ at: TREND });
  await page.getByText(/of a later format \(patchlens-history\/2\)/).waitFor();
  await page.leave();
});
