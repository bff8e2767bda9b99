/** The trend of the watch in the page: the days that its runs have left, and those that nothing is known of. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';
import { violations } from './axe.js';
import { becomes, passes, says, visit } from './rig.js';
import { numbersOf, region, TREND } from './trend.js';
import { openWatchSite, putDays, today } from './watch-site.js';

const LONGEST = 400;
const NARROW = { width: 320, height: 900 };
const OLD = { account: '111122223333', region: 'us-east-1' };
const NEW = { account: '444455556666', region: 'eu-central-1' };
const [OLD_ID, NEW_ID] = [OLD, NEW].map(({ account, region: name }) => `${account}/${name}`);
/** Days ago. */
const [NEW_SINCE, GAP, PARTIAL, WITHOUT_COUNTS] = [200, [150, 149, 148], 20, 10];

let site;
let browser;

before(async () => {
  const fleets = [OLD, NEW].map((scope, seed) => ({ ...scope, fleet: { nodes: 20, seed: seed + 1 } }));
  site = await openWatchSite({ scopes: fleets });
  // Today's are those of the run.
  const ago = Array.from({ length: LONGEST - 1 }, (_, at) => at + 1);
  const known = ago.filter((days) => !GAP.includes(days));
  await putDays(site, OLD, known.map(oldDay));
  const ofNew = known.filter((days) => days <= NEW_SINCE && days !== PARTIAL);
  await putDays(site, NEW, ofNew.map(newDay));
  browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
});
after(async () => {
  await browser?.close();
  await site?.close();
});

const compliantOf = (days) => 40 + (days % 7) * 5;
const oldDay = (days) => ({
  day: today() - days,
  verdicts: { compliant: compliantOf(days), 'non-compliant': 100 - compliantOf(days) },
  ...{ missing: 2 * days, failed: days % 3 },
});
const newDay = (days) => ({
  day: today() - days,
  verdicts: { compliant: 30, unreported: 5 },
  ...{ missing: 7, uncounted: days === WITHOUT_COUNTS ? 35 : 0 },
});

const dayWords = (days) => {
  const date = new Date((today() - days) * 86_400_000);
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
};

async function openTrend(at = TREND, options = {}) {
  const page = await visit(browser, site.url, { at, ...options });
  await region(page, 'Compliance over time').locator('svg').waitFor();
  return page;
}

test('400 days have the numbers of the server, each day once, and those that are not known have none', async () => {
  const page = await openTrend();
  await page.getByLabel('Period').selectOption('The last 400 days');
  await page.waitForURL(/days=400/);
  const chart = region(page, 'Compliance over time');
  await becomes(() => chart.locator('tbody tr').count(), LONGEST);
  const rows = await numbersOf(page, 'Compliance over time');
  for (const [at, [day, nodes, share, open, unreported, , , , compliant, leftOut]] of rows.slice(0, -1).entries()) {
    const days = LONGEST - 1 - at;
    const isNew = days <= NEW_SINCE && days !== PARTIAL;
    assert.equal(day, dayWords(days));
    if (GAP.includes(days)) {
      assert.deepEqual([nodes, share, open, unreported, compliant], ['–', '–', '–', '–', '–']);
      assert.equal(leftOut, `no complete run of ${[OLD_ID, NEW_ID].slice(0, days <= NEW_SINCE ? 2 : 1).join(', ')}`);
      continue;
    }
    const expected = [100 + (isNew ? 35 : 0), 100 - compliantOf(days), isNew ? 5 : 0, compliantOf(days) + (isNew ? 30 : 0)];
    assert.deepEqual([nodes, open, unreported, compliant].map(Number), expected, day);
    const said = { [PARTIAL]: `no complete run of ${NEW_ID}`, [NEW_SINCE]: `new: ${NEW_ID}` };
    assert.equal(leftOut, said[days] ?? '–', day);
  }
  const { nodes } = (await site.watch.rows("SELECT sum(nodes) AS nodes FROM rollup WHERE dim = 'all' AND day = " + today()))[0];
  assert.deepEqual(rows.at(-1).slice(0, 2), [dayWords(0), String(nodes)]);

  const patches = await numbersOf(page, 'Open patches over time');
  assert.equal(patches.length, LONGEST);
  assert.deepEqual(patches.at(-1 - 30).slice(0, 3), [dayWords(30), '67', '0']);
  assert.match(patches.at(-1 - WITHOUT_COUNTS)[3], /^35 nodes without counts$/);
  assert.deepEqual(patches.at(-1 - GAP[0]).slice(1, 3), ['–', '–']);
  assert.equal(site.requests.filter((it) => /trend\?days=400$/.test(it)).length, 1);
  await page.leave();
});

test('no line goes through a day without all runs, nor from the days of one scope to those of two', async () => {
  const page = await openTrend(`${TREND}?days=400`);
  const chart = region(page, 'Compliance over time');
  await becomes(() => chart.locator('.chart-gap').count(), 2);
  await becomes(() => chart.locator('.chart-partial').count(), 1);
  await becomes(() => chart.locator('.chart-mark').count(), LONGEST - GAP.length - 1);
  // Four stretches: before the second scope, to the gap, to the partial day, to today.
  await becomes(() => chart.locator('.chart-compliant.chart-layer').count(), 4);
  await says(chart, new RegExp(`Not known and not drawn: ${dayWords(GAP[0])} to ${dayWords(GAP[2])}, ${dayWords(PARTIAL)}\\.`));
  await says(chart, new RegExp(`New on ${dayWords(NEW_SINCE)}: ${NEW_ID}\\.`));
  await says(chart, /Exceptions are not counted here/);
  await page.leave();
});

test('one scope is asked about alone, and an address that names another is an error in words', async () => {
  const page = await openTrend();
  await page.getByLabel('Scope', { exact: true }).selectOption(NEW_ID);
  await page.waitForURL(/of=444455556666/);
  const chart = region(page, 'Compliance over time');
  await says(chart, /of 35 nodes\)/);
  await page.reload();
  await says(chart, /of 35 nodes\)/);
  await page.goBack();
  await says(chart, /of 135 nodes\)/);
  await page.leave();
  const other = await visit(browser, site.url, { at: `${TREND}?of=no`, expect: /status of 400/ });
  const alert = other.getByRole('main').getByRole('alert');
  await alert.waitFor();
  await alert.getByText('Details', { exact: true }).click();
  await says(alert, /scopeId: expected the id of a scope/);
  await other.getByLabel('Period').waitFor();
  await other.leave();
});

test('an answer that does not add up is an error, and no chart', async () => {
  const page = await visit(browser, site.url);
  const day = new Date().toISOString().slice(0, 10);
  const row = { scopeId: OLD_ID, day, verdicts: { compliant: 5, forgiven: 3 }, nodes: 8, missing: 0, failed: 0, uncounted: 0 };
  const answer = { from: day, scopes: [{ id: OLD_ID, since: day }], rows: [row] };
  await page.route('**/v1/trend?*', (route) => route.fulfill({ json: { protocol: 'patchlens-fleet/1', answer } }));
  await page.getByRole('link', { name: 'Trend', exact: true }).click();
  await says(page.getByRole('main').getByRole('alert'), /no patchlens server, or one of another version/);
  await becomes(() => page.locator('.chart').count(), 0);
  await page.leave();
});

test('before a first complete run there is no chart, which is said with the scopes', async () => {
  const page = await visit(browser, site.url);
  const answer = { from: '2026-01-01', scopes: [{ id: OLD_ID, error: 'no' }], rows: [] };
  await page.route('**/v1/trend?*', (route) => route.fulfill({ json: { protocol: 'patchlens-fleet/1', answer } }));
  await page.getByRole('link', { name: 'Trend', exact: true }).click();
  await page.getByText('No day is known yet').waitFor();
  await page.getByText(`In no number: ${OLD_ID}, without a complete run so far.`).waitFor();
  await page.leave();
});

test('the trend is accessible, light and dark, wide and narrow', async () => {
  for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark', viewport: NARROW }]) {
    const page = await openTrend(`${TREND}?days=30`, { reducedMotion: 'reduce', ...options });
    await page.locator('.chart-numbers summary').first().click();
    assert.deepEqual(await violations(page), []);
    const { width } = options.viewport ?? { width: 1440 };
    await passes(async () => assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width));
    await page.leave();
  }
});
