import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { violations } from './axe.js';
import { pageTest } from './on-watch.js';
import {
  AT,
  breakdownOf,
  leadsTo,
  scanned,
  section,
  setTarget,
  TARGETS,
  visitOverview,
  widthOf,
} from './overview.js';
import { becomes, fleetLoaded, hashOf, openRig, passes, says, VERDICTS } from './rig.js';

const test = pageTest(import.meta.url);
const DAY_MS = 86_400_000;

let rig;
/** What the package itself says of the same fleet. */
let fleet;
before(async () => {
  rig = await openRig({ nodes: 400 });
  fleet = await scanned(rig);
});
after(async () => {
  fleet?.free();
  await rig.close();
});

const openOverview = (at, options) => visitOverview(rig, at, options);
const words = (number) => number.toLocaleString('en');
const countOf = async (locator) => Number(await locator.getAttribute('data-count'));
const nodesBy = (...tokens) => fleet.nodes({ filter: { tokens }, limit: 0 }).total;
const is = (property, value) => ({ property, operator: '=', value });

/** The numbers of bars by the names beside them. */
function bars(page, list) {
  return page.locator(`${list} .count-bars > li`).evaluateAll((rows) =>
    Object.fromEntries(
      rows.map((row) => [
        row.dataset.name,
        Number(row.querySelector('.count-bar-number').innerText.replaceAll(',', '')),
      ]),
    ),
  );
}

/** The numbers against the target, by severity. */
function ages(page) {
  return page.locator('.age-row').evaluateAll((rows) =>
    Object.fromEntries(
      rows.map((row) => [
        row.dataset.severity,
        ['overdue', 'undecided', 'within'].map((name) => {
          const part = row.querySelector(`.age-${name}`);
          return part && Number(part.dataset.count);
        }),
      ]),
    ),
  );
}

test('the overview has the numbers of the fleet’s own summary', async () => {
  const page = await openOverview();
  const summary = fleet.summary();
  const { nodes, verdicts, unreported } = summary;
  const standing = section(page, 'Compliant nodes');
  await says(
    standing.locator('.standing-number'),
    new RegExp(`^${words(verdicts.compliant)} of ${words(nodes)} managed nodes \\(\\d+ %\\)$`),
  );
  for (const verdict of VERDICTS) {
    const tile = standing.locator(`.tile.tone-${verdict} .tile-count`);
    await becomes(() => countOf(tile), verdicts[verdict], verdict);
  }
  const causes = await standing.locator('.tone-unreported .tile-note').innerText();
  const { 'never-scanned': never, 'counts-incomplete': incomplete } = unreported;
  assert.ok(never > 0 && incomplete > 0);
  assert.equal(causes, `${never} never scanned, ${incomplete} with counts missing`);

  const open = section(page, 'Open patches');
  await becomes(() => countOf(open.locator('[data-count]').first()), summary.findings);
  await becomes(() => bars(page, '.by-severity'), summary.bySeverity);
  await becomes(() => bars(page, '.by-level'), summary.byComplianceLevel);
  await becomes(async () => Object.keys(await bars(page, '.by-severity'))[0], 'Critical');
  const { withCves, findings } = summary.coverage;
  const share = `(${words(withCves)} of ${words(findings)} findings)`;
  const covered = await open.locator('.coverage').innerText();
  assert.ok(covered.startsWith('CVE ids are known for ') && covered.includes(share), covered);

  const past = section(page, 'Past end of life');
  await becomes(() => countOf(past.locator('[data-count]').first()), summary.endOfLife);
  const systems = await past.locator('tbody td:last-child').allInnerTexts();
  assert.equal(systems.map(Number).reduce((sum, count) => sum + count, 0), summary.endOfLife);
  await page.leave();
});

test('AWS’s own number stands beside the page’s, and the difference is explained', async () => {
  const page = await openOverview();
  const [{ awsCompliant, awsNonCompliant }] = fleet.scopes;
  const aws = section(page, 'AWS’s own number');
  const numbers = aws.locator('[data-count]');
  await becomes(() => countOf(numbers.first()), awsCompliant);
  await becomes(() => countOf(numbers.last()), awsNonCompliant);
  const { nodes, verdicts, unreported } = fleet.summary();
  const missing = words(nodes - awsCompliant - awsNonCompliant);
  await aws.getByText(`of ${words(nodes)} managed nodes; ${missing} are in neither`).waitFor();
  const reasons = await aws.locator('.reasons').innerText();
  assert.match(reasons, new RegExp(`\\b${unreported['never-scanned']} nodes are never scanned`));
  assert.match(reasons, new RegExp(`\\b${verdicts.stale} nodes are stale`));
  assert.match(reasons, /compliance type Patch/);
  await page.leave();
});

test('each verdict leads to its nodes, and back', async () => {
  const page = await openOverview();
  const { verdicts } = fleet.summary();
  for (const verdict of VERDICTS.filter((one) => verdicts[one] > 0)) {
    const link = section(page, 'Compliant nodes').locator(`a.tone-${verdict}`);
    await leadsTo(page, link, verdicts[verdict], verdict);
    await becomes(() => hashOf(page), `#/?verdict=${verdict}`);
    await page.goBack();
    await page.locator('.overview-page').waitFor();
  }
  await page.leave();
});

test('a cause for which nodes are unreported leads to these', async () => {
  const page = await openOverview();
  const { 'never-scanned': nodes } = fleet.summary().unreported;
  const link = section(page, 'Compliant nodes').getByRole('link', {
    name: `${nodes} never scanned`,
    exact: true,
  });
  await leadsTo(page, link, nodes);
  await page.waitForURL(/filter=reasonCode=[a-z-]+&verdict=unreported/);
  await page.leave();
});

test('systems past their end of life lead to their nodes', async () => {
  const page = await openOverview();
  const past = section(page, 'Past end of life');
  const { endOfLife } = fleet.summary();
  await leadsTo(page, past.getByRole('link', { name: /past|system/ }), endOfLife);
  await page.reload();
  await fleetLoaded(page);
  await says(page.locator('.shown-count'), new RegExp(`^${endOfLife} of`));
  await page.goBack();
  const row = past.locator('tbody tr').first();
  const nodes = Number(await row.locator('td').last().innerText());
  await leadsTo(page, row.getByRole('link'), nodes);
  await page.leave();
});

for (const [title, property] of [
  ['By platform', 'platform'],
  ['By patch group', 'patchGroup'],
  ['By baseline', 'baselineName'],
  ['By account', 'account'],
  ['By region', 'region'],
]) {
  test(`nodes ${title.toLowerCase()} are the fleet’s groups, and lead to the nodes`, async () => {
    const page = await openOverview();
    const { groups } = fleet.groups('nodes', property);
    const breakdown = breakdownOf(page, title);
    await breakdown.locator('.share-count').first().waitFor();
    const more = breakdown.getByRole('button', { name: /^Show all/ });
    if (await more.count()) await more.click();
    const expected = groups.map((one) => `${one.verdicts['non-compliant']} / ${one.nodes}`);
    await becomes(() => breakdown.locator('.share-count').allInnerTexts(), expected);
    const absent = groups.find(({ value }) => value === '');
    const chosen = absent
      ? breakdown.locator('.share', { hasText: 'Not reported' })
      : breakdown.locator('.share').first();
    await leadsTo(page, chosen, (absent ?? groups[0]).nodes);
    await page.leave();
  });
}

test('targets decide what is overdue; an age known as “at least” may stay undecided', async () => {
  const page = await rig.visit({ at: AT, prepare: (one) => one.clock.install() });
  await fleetLoaded(page);
  const { bySeverity } = fleet.summary();
  const { Critical: critical, Important: important } = bySeverity;
  await becomes(async () => (await ages(page)).Critical, [0, critical, 0]);
  await becomes(async () => (await ages(page)).Important, [0, important, 0]);
  await becomes(async () => (await ages(page)).Low, [null, null, null]);

  await page.clock.fastForward(8 * DAY_MS);
  await agePart(page, 'Critical', 'undecided', 0).waitFor();
  await passes(async () => assert.deepEqual((await ages(page)).Critical, [critical, 0, 0]));
  await passes(async () => assert.deepEqual((await ages(page)).Important, [0, important, 0]));
  await setTarget(page, 'Important', '5');
  await agePart(page, 'Important', 'undecided', 0).waitFor();
  await passes(async () => assert.deepEqual((await ages(page)).Important, [important, 0, 0]));
  await page.leave();
});

function agePart(page, severity, name, count) {
  const row = page.locator(`.age-row[data-severity="${severity}"]`);
  return row.locator(`.age-${name}[data-count="${count}"]`);
}

test('targets are kept in the address, can be removed, and can be reset', async () => {
  const page = await openOverview();
  const low = page.getByLabel('Low (days)', { exact: true });
  await becomes(() => low.inputValue(), '');
  await setTarget(page, 'Low', '90');
  await setTarget(page, 'Critical', '');
  await agePart(page, 'Low', 'undecided', fleet.summary().bySeverity.Low).waitFor();
  const changed = await ages(page);
  assert.deepEqual(changed.Critical, [null, null, null]);
  assert.deepEqual(changed.Low, [0, fleet.summary().bySeverity.Low, 0]);

  await page.reload();
  await fleetLoaded(page);
  await agePart(page, 'Low', 'undecided', fleet.summary().bySeverity.Low).waitFor();
  await becomes(() => low.inputValue(), '90');
  await becomes(() => ages(page), changed);

  await page.getByRole('link', { name: 'Nodes', exact: true }).click();
  await page.locator('.nodes-grid').waitFor();
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await becomes(() => low.inputValue(), '90');
  await page.getByRole('button', { name: 'Default targets' }).click();
  await becomes(() => low.inputValue(), '');
  await page.waitForURL(/#\/overview$/);
  await page.leave();
});

test('a target that makes no sense changes nothing', async () => {
  const page = await openOverview('#/overview?targets=Critical:7,Low:-1,Moderate:x,%25zz:3');
  const before = await ages(page);
  assert.deepEqual(before.Low, [null, null, null]);
  await setTarget(page, 'Critical', '-3');
  await becomes(() => ages(page), before);
  await page.leave();
});

test('the overview judges by the limit of staleness of the list', async () => {
  const page = await openOverview('#/overview?stale=1');
  fleet.setRules({ targets: TARGETS, staleAfterMs: DAY_MS });
  const { stale } = fleet.summary().verdicts;
  fleet.setRules({ targets: TARGETS });
  const link = section(page, 'Compliant nodes').locator('a.tone-stale');
  await becomes(() => countOf(link.locator('.tile-count')), stale);
  await leadsTo(page, link, stale);
  await page.waitForURL(/stale=1/);
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.waitForURL(/#\/overview\?stale=1$/);
  await page.leave();
});

test('the age of the data and what was not read are said', async () => {
  const page = await openOverview();
  const freshness = section(page, 'How old the data is');
  await freshness.getByText('Nothing was left unread.').waitFor();
  const times = await freshness
    .locator('time')
    .evaluateAll((all) => all.map((one) => one.dateTime));
  const scans = fleet.nodes({ sort: [{ property: 'lastOperation' }], limit: 1 });
  assert.equal(times.length, 4);
  assert.equal(times[2], scans.rows[0].lastOperation.toISOString());
  await page.leave();
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1440, 320]) {
    test(`at ${width} px, ${colorScheme}, it fits, and axe finds nothing wrong`, async () => {
      const page = await openOverview(AT, { colorScheme, viewport: { width, height: 900 } });
      await page.locator('main details').evaluateAll((all) => {
        for (const one of all) one.open = true;
      });
      assert.deepEqual(await violations(page), []);
      await passes(async () => assert.ok((await widthOf(page)) <= width));
      await page.leave();
    });
  }
}

test('the overview can be used by the keyboard and says where one is', async () => {
  const page = await rig.visit();
  await fleetLoaded(page);
  await page.getByRole('link', { name: 'Overview', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.overview-page').waitFor();
  await becomes(() => page.evaluate(() => document.activeElement.innerText), 'Overview');
  await becomes(() => page.title(), 'Overview – patchlens');
  const here = page.getByRole('link', { name: 'Overview', exact: true });
  await becomes(() => here.getAttribute('aria-current'), 'page');
  const stale = section(page, 'Compliant nodes').locator('a.tone-stale');
  await stale.focus();
  await page.keyboard.press('Enter');
  await page.locator('.nodes-grid').waitFor();
  await says(page.locator('.shown-count'), new RegExp(`^${nodesBy(is('verdict', 'stale'))} of`));
  await page.leave();
});
