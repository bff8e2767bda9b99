import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { scanFleet } from '../../dist/fleet.js';
import { PatchClient } from '../../dist/index.js';
import { violations } from './axe.js';
import { countedNode, openBackend, TOKEN } from './counts-backend.js';
import { fleetLoaded, KEYS, openRig, VERDICTS } from './rig.js';

const DAY_MS = 86_400_000;
const REFUSED = /Failed to load resource/;
const TARGETS = { Critical: 7, Important: 30, High: 30 };
const AT = '#/overview';

let rig;
/** What the package itself says of the same fleet. */
let fleet;
before(async () => {
  rig = await openRig({ nodes: 400 });
  const { endpoint } = rig;
  const client = new PatchClient({ region: 'us-east-1', endpoint, credentials: KEYS });
  fleet = await scanFleet({ id: 'us-east-1', client });
  fleet.setRules({ targets: TARGETS });
});
after(async () => {
  fleet?.free();
  await rig.close();
});
afterEach(() => {
  rig.faults = undefined;
});

async function openOverview(at = AT, options) {
  const page = await rig.visit({ at, ...options });
  await fleetLoaded(page);
  await page.locator('.overview-page').waitFor();
  return page;
}

const section = (page, name) => page.getByRole('region', { name, exact: true });
const breakdownOf = (page, name) =>
  page.locator('.breakdown', { has: page.getByRole('heading', { name, exact: true }) });
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

/** Follows a link to the nodes, and returns how many these are. */
async function followed(page, link) {
  await link.click();
  await page.locator('.nodes-grid').waitFor();
  return Number(/^([\d,]+) of/.exec(await shown(page))[1].replaceAll(',', ''));
}

const widthOf = (page) => page.evaluate(() => document.documentElement.scrollWidth);
const shown = (page) => page.locator('.shown-count').innerText();

test('the overview has the numbers of the fleet’s own summary', async () => {
  const page = await openOverview();
  const summary = fleet.summary();
  const { nodes, verdicts, unreported } = summary;
  const standing = section(page, 'Compliant nodes');
  assert.match(
    await standing.locator('.standing-number').innerText(),
    new RegExp(`^${words(verdicts.compliant)} of ${words(nodes)} managed nodes \\(\\d+ %\\)$`),
  );
  for (const verdict of VERDICTS) {
    const tile = standing.locator(`.tile.tone-${verdict} .tile-count`);
    assert.equal(await countOf(tile), verdicts[verdict], verdict);
  }
  const causes = await standing.locator('.tone-unreported .tile-note').innerText();
  assert.equal(causes, `${unreported['never-scanned']} never scanned`);

  const open = section(page, 'Open patches');
  assert.equal(await countOf(open.locator('[data-count]').first()), summary.findings);
  assert.deepEqual(await bars(page, '.by-severity'), summary.bySeverity);
  assert.deepEqual(await bars(page, '.by-level'), summary.byComplianceLevel);
  assert.equal(Object.keys(await bars(page, '.by-severity'))[0], 'Critical');
  const { withCves, findings } = summary.coverage;
  const share = `${words(withCves)} of ${words(findings)}`;
  const covered = `The service names CVEs for ${share} open patches`;
  assert.ok((await open.locator('.coverage').innerText()).startsWith(covered));

  const past = section(page, 'Past end of life');
  assert.equal(await countOf(past.locator('[data-count]').first()), summary.endOfLife);
  const systems = await past.locator('tbody td:last-child').allInnerTexts();
  assert.equal(systems.map(Number).reduce((sum, count) => sum + count, 0), summary.endOfLife);
  await page.leave();
});

test('AWS’s own number stands beside the page’s, and the difference is explained', async () => {
  const page = await openOverview();
  const [{ awsCompliant, awsNonCompliant }] = fleet.scopes;
  const aws = section(page, 'AWS’s own number');
  const numbers = aws.locator('[data-count]');
  assert.equal(await countOf(numbers.first()), awsCompliant);
  assert.equal(await countOf(numbers.last()), awsNonCompliant);
  const { nodes, verdicts, unreported } = fleet.summary();
  const missing = words(nodes - awsCompliant - awsNonCompliant);
  await aws.getByText(`of ${words(nodes)} managed nodes; ${missing} are in neither`).waitFor();
  const reasons = await aws.locator('.reasons').innerText();
  assert.match(reasons, new RegExp(`\\b${unreported['never-scanned']} nodes are never scanned`));
  assert.match(reasons, new RegExp(`\\b${verdicts.stale} nodes are stale`));
  assert.match(reasons, /compliance type Patch/);
  await page.leave();
});

test('AWS’s own number that may not be read is not 0', async () => {
  rig.faults = ({ operation }) =>
    operation === 'ListComplianceSummaries'
      ? { kind: 'fail', status: 400, code: 'AccessDeniedException' }
      : undefined;
  const page = await rig.visit({ at: AT, expect: REFUSED });
  const aws = section(page, 'AWS’s own number');
  await aws.getByText('Not read', { exact: true }).waitFor();
  assert.doesNotMatch(await aws.innerText(), /\d/);
  await page.leave();
});

test('each verdict leads to its nodes, and back', async () => {
  const page = await openOverview();
  const { verdicts } = fleet.summary();
  for (const verdict of VERDICTS.filter((one) => verdicts[one] > 0)) {
    const link = section(page, 'Compliant nodes').locator(`a.tone-${verdict}`);
    assert.equal(await followed(page, link), verdicts[verdict], verdict);
    assert.match(page.url(), new RegExp(`#/\\?verdict=${verdict}$`));
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
  assert.equal(await followed(page, link), nodes);
  assert.match(page.url(), /verdict=unreported&filter=reasonCode/);
  await page.leave();
});

test('systems past their end of life lead to their nodes', async () => {
  const page = await openOverview();
  const past = section(page, 'Past end of life');
  const { endOfLife } = fleet.summary();
  assert.equal(await followed(page, past.getByRole('link', { name: /past|system/ })), endOfLife);
  await page.reload();
  await fleetLoaded(page);
  assert.match(await shown(page), new RegExp(`^${endOfLife} of`));
  await page.goBack();
  const row = past.locator('tbody tr').first();
  const nodes = Number(await row.locator('td').last().innerText());
  assert.equal(await followed(page, row.getByRole('link')), nodes);
  await page.leave();
});

for (const [title, property] of [
  ['By platform', 'platform'],
  ['By patch group', 'patchGroup'],
  ['By baseline', 'baselineName'],
  ['By account', 'account'],
  ['By region', 'region'],
]) {
  test(`nodes ${title.toLowerCase()} are the fleet’s groups, and lead to their nodes`, async () => {
    const page = await openOverview();
    const { groups } = fleet.groups('nodes', property);
    const breakdown = breakdownOf(page, title);
    const more = breakdown.getByRole('button', { name: /^Show all/ });
    if (await more.count()) await more.click();
    const counts = await breakdown.locator('.share-count').allInnerTexts();
    const expected = groups.map((one) => `${one.verdicts['non-compliant']} / ${one.nodes}`);
    assert.deepEqual(counts, expected);
    const absent = groups.find(({ value }) => value === '');
    const chosen = absent
      ? breakdown.locator('.share', { hasText: 'Not reported' })
      : breakdown.locator('.share').first();
    assert.equal(await followed(page, chosen), (absent ?? groups[0]).nodes);
    await page.leave();
  });
}

test('targets decide what is overdue; what is only known as “at least” stays undecided', async () => {
  const page = await rig.visit({ at: AT, prepare: (one) => one.clock.install() });
  await fleetLoaded(page);
  const { bySeverity } = fleet.summary();
  const { Critical: critical, Important: important } = bySeverity;
  const start = await ages(page);
  assert.deepEqual(start.Critical, [0, critical, 0]);
  assert.deepEqual(start.Important, [0, important, 0]);
  assert.deepEqual(start.Low, [null, null, null]);

  await page.clock.fastForward(8 * DAY_MS);
  await agePart(page, 'Critical', 'undecided', 0).waitFor();
  assert.deepEqual((await ages(page)).Critical, [critical, 0, 0]);
  assert.deepEqual((await ages(page)).Important, [0, important, 0]);
  await setTarget(page, 'Important', '5');
  await agePart(page, 'Important', 'undecided', 0).waitFor();
  assert.deepEqual((await ages(page)).Important, [important, 0, 0]);
  await page.leave();
});

function agePart(page, severity, name, count) {
  const row = page.locator(`.age-row[data-severity="${severity}"]`);
  return row.locator(`.age-${name}[data-count="${count}"]`);
}

async function setTarget(page, severity, days) {
  const field = page.getByLabel(`${severity} (days)`, { exact: true });
  await field.fill(days);
  await field.press('Enter');
}

test('targets are kept in the address, can be removed, and can be reset', async () => {
  const page = await openOverview();
  const low = page.getByLabel('Low (days)', { exact: true });
  assert.equal(await low.inputValue(), '');
  await setTarget(page, 'Low', '90');
  await setTarget(page, 'Critical', '');
  await agePart(page, 'Low', 'undecided', fleet.summary().bySeverity.Low).waitFor();
  const changed = await ages(page);
  assert.deepEqual(changed.Critical, [null, null, null]);
  assert.deepEqual(changed.Low, [0, fleet.summary().bySeverity.Low, 0]);

  await page.reload();
  await fleetLoaded(page);
  await agePart(page, 'Low', 'undecided', fleet.summary().bySeverity.Low).waitFor();
  assert.equal(await low.inputValue(), '90');
  assert.deepEqual(await ages(page), changed);

  await page.getByRole('link', { name: 'Nodes', exact: true }).click();
  await page.locator('.nodes-grid').waitFor();
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  assert.equal(await low.inputValue(), '90');
  await page.getByRole('button', { name: 'Default targets' }).click();
  assert.equal(await low.inputValue(), '');
  assert.match(page.url(), /#\/overview$/);
  await page.leave();
});

test('a target that makes no sense changes nothing', async () => {
  const page = await openOverview('#/overview?targets=Critical:7,Low:-1,Moderate:x,%25zz:3');
  const before = await ages(page);
  assert.deepEqual(before.Low, [null, null, null]);
  await setTarget(page, 'Critical', '-3');
  assert.deepEqual(await ages(page), before);
  await page.leave();
});

test('the overview judges by the limit of staleness of the list', async () => {
  const page = await openOverview('#/overview?stale=1');
  fleet.setRules({ targets: TARGETS, staleAfterMs: DAY_MS });
  const { stale } = fleet.summary().verdicts;
  fleet.setRules({ targets: TARGETS });
  const link = section(page, 'Compliant nodes').locator('a.tone-stale');
  assert.equal(await countOf(link.locator('.tile-count')), stale);
  assert.equal(await followed(page, link), stale);
  assert.match(page.url(), /stale=1/);
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  assert.match(page.url(), /#\/overview\?stale=1$/);
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

test('patches that may not be read are “not read”, never 0', async () => {
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatches'
      ? { kind: 'fail', status: 400, code: 'AccessDeniedException' }
      : undefined;
  const page = await rig.visit({ at: AT, expect: REFUSED });
  await page.getByRole('alert').first().waitFor({ timeout: 90_000 });
  await section(page, 'Open patches').getByText('Not read.', { exact: true }).waitFor();
  await section(page, 'Age of open patches against a target').getByText('Not read.', { exact: true }).waitFor();
  assert.equal(await page.locator('.coverage').count(), 0);
  assert.match(await section(page, 'How old the data is').innerText(), /not read, only counted/);
  await page.leave();
});

test('a backend that sends counts only shows no number of patches, and none of AWS', async () => {
  const backend = await openBackend([countedNode('i-0a', 3), countedNode('i-0b', 0)]);
  const page = await rig.visit({ at: '#/connect' });
  await page.getByRole('radio', { name: /Worker/ }).check();
  await page.getByLabel('URL of the Worker').fill(backend.url);
  await page.getByLabel('Access token').fill(TOKEN);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await fleetLoaded(page);
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await section(page, 'Open patches').getByText('Not read.', { exact: true }).waitFor();
  await section(page, 'AWS’s own number').getByText('Not read', { exact: true }).waitFor();
  const standing = await section(page, 'Compliant nodes').innerText();
  assert.match(standing, /^Compliant nodes\s+1 of 2 managed nodes/);
  assert.match(standing, /not reported whether nodes run/);
  await page.leave();
  await backend.close();
});

test('a stopped scan is marked as partial, in words', async () => {
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatchStates' ? { kind: 'stall' } : undefined;
  const page = await rig.visit({ at: AT });
  await section(page, 'How old the data is').getByText(/of what is read so far/).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await section(page, 'How old the data is').getByText(/The reading is not complete/).waitFor();
  const standing = await section(page, 'Compliant nodes').innerText();
  assert.match(standing, /not asked yet[^]*Not everything is read yet/);
  assert.deepEqual(await violations(page), []);
  await page.leave();
});

test('a scope that fails is named, with how old what is shown of it is', async () => {
  const denied = { kind: 'fail', status: 400, code: 'AccessDeniedException' };
  let passed = 0;
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatchStates' && (passed += 1) > 2 ? denied : undefined;
  const page = await rig.visit({ at: AT, expect: REFUSED });
  const failed = section(page, 'How old the data is').locator('.failed-scope');
  await failed.waitFor({ timeout: 90_000 });
  assert.match(await failed.innerText(), /^us-east-1 failed: .*\. What is shown of it was read/);
  const standing = await section(page, 'Compliant nodes').innerText();
  assert.match(standing, /The nodes of scopes that failed may be missing/);
  await page.leave();
});

test('a scope of which nothing is known shows the error and no numbers', async () => {
  rig.faults = () => ({ kind: 'fail', status: 400, code: 'AccessDeniedException' });
  const page = await rig.visit({ at: AT, expect: REFUSED });
  await page.getByRole('alert').first().waitFor({ timeout: 90_000 });
  assert.equal(await page.locator('.overview-page').count(), 0);
  assert.equal(await page.getByRole('heading', { name: 'Overview' }).count(), 1);
  await page.leave();
});

test('a region without nodes says so', async () => {
  const change = (output) => ({ ...output, InstanceProperties: [], NextToken: undefined });
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstanceProperties' ? { kind: 'lie', change } : undefined;
  const page = await rig.visit({ at: AT });
  await page.getByText('There are no managed nodes in us-east-1').waitFor();
  await page.leave();
});

const HOSTILE = '<img src=x onerror="document.title=1">,=1+1 \u202e"|';

test('hostile text of the service is text, and its groups lead to their nodes', async () => {
  const lies = {
    DescribeInstanceProperties: ({ InstanceProperties, ...rest }) => ({
      ...rest,
      InstanceProperties: InstanceProperties.map((node) => ({ ...node, PlatformName: HOSTILE })),
    }),
    DescribeInstancePatchStates: ({ InstancePatchStates, ...rest }) => ({
      ...rest,
      InstancePatchStates: InstancePatchStates.map((node) => ({ ...node, PatchGroup: HOSTILE })),
    }),
    GetPatchBaseline: (output) => ({ ...output, Name: HOSTILE }),
    DescribeInstancePatches: ({ Patches, ...rest }) => ({
      ...rest,
      Patches: Patches.map((patch) => ({ ...patch, Severity: HOSTILE })),
    }),
  };
  rig.faults = ({ operation }) =>
    lies[operation] && { kind: 'lie', change: lies[operation] };
  const page = await openOverview();
  const bar = page.locator('.by-severity .count-bar-label').first();
  assert.equal(await bar.innerText(), HOSTILE);
  assert.equal(await page.locator('main img').count(), 0);
  await setTarget(page, HOSTILE, '14');
  await page.locator('.age-row .age-undecided').waitFor();
  await page.reload();
  await fleetLoaded(page);
  await page.locator('.age-row .age-undecided').waitFor();
  assert.equal(await page.getByLabel(`${HOSTILE} (days)`).inputValue(), '14');
  assert.ok((await widthOf(page)) <= 1440);
  const share = breakdownOf(page, 'By baseline').locator('.share', { hasText: '<img' });
  const [, nodes] = (await share.locator('.share-count').innerText()).split(' / ');
  assert.equal(await followed(page, share), Number(nodes));
  await page.leave();
});

test('an attribute in the address that no node has is a group of its own', async () => {
  const page = await openOverview(`#/overview?by=${encodeURIComponent(HOSTILE)}`);
  const group = page.locator('.attribute-group');
  assert.equal(await group.getByLabel('Attribute').inputValue(), HOSTILE);
  const share = group.locator('.share');
  assert.match(await share.innerText(), /Not reported/);
  assert.equal(await followed(page, share), nodesBy());
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
      assert.ok((await widthOf(page)) <= width);
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
  assert.equal(await page.evaluate(() => document.activeElement.innerText), 'Overview');
  assert.equal(await page.title(), 'Overview – patchlens');
  const here = page.getByRole('link', { name: 'Overview', exact: true });
  assert.equal(await here.getAttribute('aria-current'), 'page');
  const stale = section(page, 'Compliant nodes').locator('a.tone-stale');
  await stale.focus();
  await page.keyboard.press('Enter');
  await page.locator('.nodes-grid').waitFor();
  assert.match(await shown(page), new RegExp(`^${nodesBy(is('verdict', 'stale'))} of`));
  await page.leave();
});
