/** The report in the page, on paper and as a file: its numbers, its filter, and what was not read. */
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { copyFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { parseFilter } from '../../dist/fleet.js';
import { violations } from './axe.js';
import { countedNode, openBackend, TOKEN } from './counts-backend.js';
import { isOnWatch, pageTest } from './on-watch.js';
import { scanned, widthOf } from './overview.js';
import { becomes, openRig, passes } from './rig.js';
import { filter, focused, number } from './tables.js';

const test = pageTest(import.meta.url);
const AT = '#/report';
/** What the report says of its source and its rules. */
const OF_SAMPLE = [
  /sample fleet These nodes are simulated/i,
  /Targets Critical within 7 days, Important within 30 days, High within 30 days/,
];
const OF_SERVER = [
  /Source A fleet server, at http:\S+, which read AWS Systems Manager and judged/,
  /Targets By the rules of the server/,
  /No open finding is covered by an exception of the server/,
];
const NARROW = { width: 320, height: 800 };

let rig;
/** What the package itself says of the same fleet. */
let fleet;
before(async () => {
  rig = await openRig({ nodes: 400 });
  fleet = await scanned(rig);
});
after(async () => {
  fleet.free();
  await rig.close();
});
afterEach(() => {
  rig.faults = undefined;
});

const report = (page) => page.locator('article.report');
const table = (page, name) => page.getByRole('region', { name, exact: true });
const printButton = (page) => page.getByRole('button', { name: 'Print', exact: true });
/** Waits until the report has such a text. */
const reads = (page, pattern) =>
  passes(async () => assert.match(await shownText(page), pattern));
const shownText = async (page) => (await report(page).innerText()).replace(/\s+/g, ' ');

async function visitReport(query = '', options) {
  const page = await rig.visit({ at: `${AT}${query}`, ...options });
  await complete(page);
  return page;
}

/** Waits until every row is there. */
async function complete(page) {
  await report(page).waitFor({ timeout: 60_000 });
  await page.locator('button:enabled', { hasText: 'Print' }).waitFor();
  await page.locator('.panel-progress').waitFor({ state: 'detached' });
}

/** The numbers of a table of the report by the titles of its rows. */
function numbersOf(page, name) {
  return table(page, name).locator('tbody tr').evaluateAll((rows) =>
    Object.fromEntries(
      rows.map(({ cells: [title, count] }) => [title.innerText.trim(), count.innerText]),
    ),
  );
}

async function savedFile(page) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as HTML' }).click(),
  ]);
  return { name: download.suggestedFilename(), path: await download.path() };
}

/** Opens a file in a browser without a network. */
async function openFile({ path }, options) {
  const profile = await rig.browser.newContext({ offline: true, ...options });
  const file = await profile.newPage();
  // A document of its own: a download has no ending, by which the browser would know its type.
  const copy = `${path}.html`;
  await copyFile(path, copy);
  await file.goto(pathToFileURL(copy).href);
  return file;
}

test('the report has the numbers of the fleet and every row', async () => {
  const page = await visitReport('?table=nodes,findings,patches,cves');
  const summary = fleet.summary();
  const nodes = await numbersOf(page, 'Nodes by verdict');
  assert.equal(nodes['Managed nodes'], number(summary.nodes));
  for (const [verdict, count] of Object.entries(summary.verdicts)) {
    const title = verdict[0].toUpperCase() + verdict.slice(1);
    assert.equal(nodes[title], number(count), title);
  }
  const findings = await numbersOf(page, 'Findings in numbers');
  assert.equal(findings.Findings, number(summary.findings));
  assert.equal(findings['Past their target'], number(summary.overdue));
  const severities = await numbersOf(page, 'Findings by the vendor’s severity');
  assert.equal(severities.Critical, number(summary.bySeverity.Critical));
  const rows = { Nodes: 'nodes', Findings: 'findings', Patches: 'patches', CVEs: 'cves' };
  for (const [name, member] of Object.entries(rows)) {
    await becomes(() => table(page, name).locator('tbody tr').count(), summary[member], name);
  }
  const text = await shownText(page);
  for (const pattern of isOnWatch() ? OF_SERVER : OF_SAMPLE) assert.match(text, pattern);
  assert.match(text, /AWS counts [\d,]+ compliant and [\d,]+ non-compliant nodes/);
  await page.leave();
});

test('the file opens without a network and is what the page shows', async () => {
  const page = await visitReport('?filter=verdict=non-compliant');
  const saved = await savedFile(page);
  assert.match(saved.name, /^patch-compliance-report-\d{4}-\d\d-\d\d\.html$/);
  const file = await openFile(saved, { colorScheme: 'dark', viewport: NARROW });
  const markup = (element) => element.outerHTML.replaceAll('>\n<', '><');
  assert.equal(await report(file).evaluate(markup), await report(page).evaluate(markup));
  assert.equal(await file.locator('script').count(), 0);
  assert.deepEqual(await numbersOf(file, 'Nodes by verdict'), await numbersOf(page, 'Nodes by verdict'));
  assert.ok((await widthOf(file)) <= NARROW.width);
  const background = (it) => it.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await background(file), 'rgb(14, 19, 25)');
  await file.emulateMedia({ media: 'print' });
  assert.equal(await background(file), 'rgb(255, 255, 255)');
  await file.context().close();
  await page.leave();
});

test('filter, tables and order are in the address, and the way back leads to them', async () => {
  const page = await visitReport('?stale=3');
  await reads(page, /Stale A last scan older than 3 days/);
  await filter(page).fill('severity=Critical');
  await page.waitForURL(/#\/report\?filter=severity=Critical&stale=3$/);
  await page.getByText('Severity by the vendor is Critical', { exact: true }).waitFor();
  await complete(page);
  const meant = parseFilter('severity=Critical', 'findings');
  const { total } = fleet.findings({ filter: meant, limit: 0 });
  await becomes(() => table(page, 'Findings').locator('tbody tr').count(), total);
  await filter(page).press('Escape');
  await page.locator('.suggestions').waitFor({ state: 'detached' });
  await page.getByRole('checkbox', { name: 'Findings' }).uncheck();
  await page.waitForURL(/&table=nodes&/);
  await page.getByLabel('Nodes sorted by').selectOption('-missing');
  await page.waitForURL(/&sort=nodes:-missing&/);
  await page.getByText('Sorted by: Missing patches, descending.').waitFor();
  await table(page, 'Findings').waitFor({ state: 'detached' });
  await page.goBack();
  await page.goBack();
  await table(page, 'Findings').waitFor();
  await page.reload();
  await complete(page);
  await becomes(() => filter(page).inputValue(), 'severity=Critical');
  await page.leave();
});

test('a filter on open patches says of which nodes it says nothing, and goes from view to view', async () => {
  const count = (text) => fleet.nodes({ filter: parseFilter(text, 'nodes'), limit: 0 }).total;
  const blind = fleet.groups('nodes', 'patchGroup', { filter: parseFilter('verdict=stale', 'nodes') });
  const { value } = blind.groups.find((group) => group.value !== '');
  const meant = `patchGroup=${value} severity=Critical`;
  const { nodes, verdicts } = fleet.summary({ filter: parseFilter(`patchGroup=${value}`, 'nodes') });
  const gap = `${number(verdicts.stale)} whose last scan is too old`;
  const page = await rig.visit({ at: `#/findings?filter=${encodeURIComponent(meant)}` });
  await page.locator('.left-out', { hasText: `where Patch group is ${value}: show these nodes.` }).getByText(gap).waitFor();
  await page.getByRole('link', { name: 'show these nodes' }).click();
  const without = verdicts.stale + verdicts.unreported + verdicts.stopped;
  await page.getByText(`${number(without)} of `).first().waitFor();
  assert.deepEqual(await violations(page), []);
  await page.goBack();

  await page.getByRole('link', { name: 'Report', exact: true }).click();
  await complete(page);
  await reads(
    page,
    new RegExp(`on the ${nodes} nodes where Patch group is ${value}\\. Of these, there is no current verdict for .*${gap}`),
  );
  await page.getByRole('link', { name: 'Findings', exact: true }).click();
  await becomes(() => filter(page).inputValue(), meant);
  await filter(page).fill('severity=Critical');
  const byBaseline = count('criticalNonCompliant>0') - count('criticalNonCompliant>0 severity=Critical');
  await page.getByText(`${byBaseline} more nodes count patches that the baseline calls critical`).waitFor();
  await page.getByRole('link', { name: 'Report', exact: true }).click();
  await report(page).getByText(`${byBaseline} more nodes count patches`).waitFor();
  await page.goBack();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('link', { name: 'nodes with critical patches by baseline' }).click();
  await page.locator('.shown-count', { hasText: `${count('criticalNonCompliant>0')} of` }).waitFor();
  await page.getByRole('link', { name: 'Findings', exact: true }).click();
  await becomes(() => filter(page).inputValue(), 'severity=Critical');
  await page.getByRole('link', { name: 'Findings', exact: true }).click();
  await becomes(() => filter(page).inputValue(), '');
  await page.leave();
});

test('a filter without a match, and one that cannot be read, are said', async () => {
  const page = await visitReport('?filter=name=nothing-has-this-name');
  await reads(page, /0 of [\d,]+ nodes match the filter\. No row\./);
  await reads(page, /The filter means no node/);
  await page.goto(`${rig.url}#/report?filter=colour=red`);
  await page.getByText('The report is of the whole fleet.').waitFor();
  await page.leave();
});

test('on paper there is the report alone, black on white, and nothing is cut off', async () => {
  const page = await visitReport('', { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  // The width of A4 within its margins.
  await page.setViewportSize({ width: 703, height: 1000 });
  for (const name of ['banner', 'navigation', 'complementary', 'search']) {
    await becomes(() => page.getByRole(name).count(), 0, name);
  }
  const colours = await report(page).evaluate((element) => {
    const { color } = getComputedStyle(element);
    return { color, background: getComputedStyle(document.body).backgroundColor };
  });
  assert.deepEqual(colours, { color: 'rgb(0, 0, 0)', background: 'rgb(255, 255, 255)' });
  await passes(async () => assert.ok((await widthOf(page)) <= 703));
  const head = table(page, 'Findings').locator('thead');
  await becomes(() => head.evaluate((it) => getComputedStyle(it).display), 'table-header-group');
  for (const format of ['A4', 'Letter']) {
    const pdf = await page.pdf({ format });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;
    assert.ok(pages > 3, `${pages} pages of ${format}`);
  }
  await page.leave();
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing wrong with the report, ${colorScheme}`, async () => {
    const page = await visitReport('?filter=kernel&table=nodes,findings,patches,cves', { colorScheme });
    assert.deepEqual(await violations(page), []);
    const file = await openFile(await savedFile(page), { colorScheme });
    assert.deepEqual(await violations(file), []);
    await file.context().close();
    await page.setViewportSize(NARROW);
    await passes(async () => assert.ok((await widthOf(page)) <= NARROW.width));
    assert.deepEqual(await violations(page), []);
    await page.leave();
  });
}

test('the view is reached by its link, and takes the focus', async () => {
  const page = await rig.visit({ at: '#/overview' });
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Report' }).click();
  await complete(page);
  await becomes(() => focused(page), 'Report');
  await becomes(() => page.title(), 'Report – patchlens');
  await page.evaluate(() => {
    globalThis.print = () => document.body.setAttribute('data-printed', '');
  });
  await printButton(page).click();
  await page.locator('body[data-printed]').waitFor();
  await page.leave();
});

test('while the fleet is read there is no report, and a stopped reading makes a partial one', async () => {
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatches' ? { kind: 'stall' } : undefined;
  const page = await rig.visit({ at: AT });
  await page.getByText('The report is made once the reading of the fleet has ended').waitFor();
  await becomes(() => printButton(page).isEnabled(), false);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await complete(page);
  await reads(page, /Partial The reading of the fleet did not come to its end/);
  assert.match((await savedFile(page)).name, /^patch-compliance-report-partial-/);
  assert.deepEqual(await violations(page), []);
  await page.leave();
});

test('patches that may not be read are “not read”, and the error is in the report', async () => {
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatches'
      ? { kind: 'fail', status: 400, code: 'AccessDeniedException' }
      : undefined;
  const page = await rig.visit({ at: AT, expect: /Failed to load resource/ });
  await complete(page);
  const text = await shownText(page);
  assert.match(text, /Open patches Not read\. No open patch was read/);
  assert.match(text, /Findings Not read\. [^.]*\. That there is no row is no all-clear/);
  assert.match(text, /Failed, see below/);
  assert.match(text, /us-east-1: These credentials are not allowed to read this/);
  await page.leave();
});

test('a Region without nodes has a report that says so', async () => {
  const change = (output) => ({ ...output, InstanceProperties: [], NextToken: undefined });
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstanceProperties' ? { kind: 'lie', change } : undefined;
  const page = await visitReport();
  await reads(page, /No managed node is known, so there is nothing to count/);
  await reads(page, /Nodes All 0 nodes\. No row\./);
  await page.leave();
});

test('through a Worker, which reads no findings, the report says so', async () => {
  const backend = await openBackend([countedNode('i-0a', 3), countedNode('i-0b', 0)]);
  rig.allow(new URL(backend.url).origin);
  const page = await rig.visit({ at: '#/connect' });
  await page.getByRole('radio', { name: /Worker/ }).check();
  await page.getByLabel('URL of the Worker').fill(backend.url);
  await page.getByLabel('Access token').fill(TOKEN);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByText('2 nodes', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Report', exact: true }).click();
  await complete(page);
  const text = await shownText(page);
  assert.match(text, /Source A backend that reads AWS Systems Manager, at http/);
  assert.match(text, /Open patches are not read through this backend/);
  assert.match(text, /1 of 2 managed nodes is compliant/);
  assert.equal(text.includes(TOKEN), false);
  await becomes(() => table(page, 'Findings').count(), 0);
  await page.leave();
  await backend.close();
});
