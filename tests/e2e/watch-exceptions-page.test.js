/** The exceptions of the watch in the page: changed by an editor, seen by a reader. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';
import { violations } from './axe.js';
import { becomes, passes, says, visit } from './rig.js';
import { EDITOR, openWatchSite, READER } from './watch-site.js';

const SCOPES = [
  { account: '111122223333', region: 'us-east-1', fleet: { nodes: 60 } },
  { account: '444455556666', region: 'eu-central-1', fleet: { nodes: 20 } },
];
const SECOND = '444455556666/eu-central-1';
const NARROW = { width: 320, height: 900 };
const REFUSED = /Failed to load resource/;

let site;
let browser;
/** A patch that many nodes lack. */
let kb;

before(async () => {
  site = await openWatchSite({ scopes: SCOPES });
  const { rows } = await site.ask('patches', { sort: [{ property: 'nodes', descending: true }], limit: 1 });
  [{ kb }] = rows;
  browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
});
after(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(async () => {
  site.email = EDITOR;
  await site.watch.rows('DELETE FROM exception_edit');
});

const summary = () => site.ask('summary', {});
const list = async () => (await site.ask('exceptions')).exceptions;
const enter = (id, more) => site.ask('exceptions', { set: { id, match: { kb }, reason: 'Not reachable', ...more } });
const rowOf = (page, id) => page.getByRole('table', { name: 'Exceptions', exact: true }).getByRole('row', { name: new RegExp(`^${id}`) });
const edits = (page) => page.getByRole('table', { name: 'Edits of exceptions' }).locator('tbody tr');
const form = (page) => page.locator('.exception-form');
const isEntered = (page, id) => rowOf(page, id).waitFor();

async function openExceptions(options) {
  const page = await visit(browser, site.url, options);
  await page.getByRole('link', { name: 'Exceptions', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Exceptions' }).waitFor();
  return page;
}

async function fillNew(page, id, reason = 'Waits for the vendor') {
  await page.getByRole('link', { name: 'Add an exception' }).click();
  await form(page).getByLabel('Exception id').fill(id);
  await form(page).getByLabel('KB id').fill(kb);
  await form(page).getByLabel('Reason').fill(reason);
}

const submit = (page) => form(page).getByRole('button', { name: /^(Add|Change) the exception$/ }).click();

test('an editor enters, changes and withdraws an exception, and every number follows', async () => {
  const { findings } = await summary();
  const page = await openExceptions();
  await page.getByText('No exception holds.').waitFor();
  await fillNew(page, 'RISK-1');
  await becomes(() => form(page).getByLabel('Decided by').count(), 0);
  await submit(page);
  await isEntered(page, 'RISK-1');
  const { exceptedFindings } = await summary();
  assert.ok(exceptedFindings > 3, String(exceptedFindings));
  await says(rowOf(page, 'RISK-1'), new RegExp(`by ${EDITOR} on [^]*${exceptedFindings} on \\d+ nodes`));
  const [kept] = await list();
  assert.deepEqual([kept.id, kept.match, kept.reason, kept.by], ['RISK-1', { kb }, 'Waits for the vendor', EDITOR]);
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByText(`${exceptedFindings} of them are covered by exceptions`).waitFor();
  await page.getByRole('link', { name: 'Exceptions', exact: true }).click();

  await page.getByRole('button', { name: 'Change RISK-1' }).click();
  await becomes(() => form(page).getByLabel('Exception id').count(), 0);
  await form(page).getByLabel('On which nodes').fill(`scopeId=${SECOND}`);
  await submit(page);
  await rowOf(page, 'RISK-1').getByText(`scopeId=${SECOND}`).waitFor();
  const part = (await summary()).exceptedFindings;
  assert.ok(part < exceptedFindings);

  await page.getByRole('button', { name: 'Withdraw RISK-1' }).click();
  const question = page.getByRole('group', { name: 'Withdraw RISK-1' });
  await question.getByRole('button', { name: 'Keep it' }).click();
  await isEntered(page, 'RISK-1');
  await page.getByRole('button', { name: 'Withdraw RISK-1' }).click();
  await question.getByRole('button', { name: 'Withdraw it' }).click();
  await page.getByText('No exception holds.').waitFor();
  await becomes(() => edits(page).count(), 3);
  await says(edits(page).first(), new RegExp(`${EDITOR}[^]*RISK-1[^]*Withdrawn`));
  await says(edits(page).last(), /Entered[^]*Waits for the vendor[^]*no end/);
  const after = await summary();
  assert.deepEqual([after.findings, after.exceptedFindings], [findings, 0]);
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.locator('.open-patches').waitFor();
  await becomes(() => page.getByText('of them are covered by exceptions').count(), 0);
  await page.leave();
});

test('a finding leads an editor to the form for its exception, and shows it then', async () => {
  const page = await visit(browser, site.url, { at: '#/findings?filter=state=Missing' });
  const first = page.locator('.grid tbody tr').first();
  const found = await first.locator('.cell-kb').innerText();
  await first.getByRole('link', { name: /^Add exception for/ }).click();
  await becomes(() => form(page).getByLabel('KB id').inputValue(), found);
  await passes(async () => assert.match(await form(page).getByLabel('On which nodes').inputValue(), /^scopeId=\S+ instanceId=i-/));
  await form(page).getByLabel('Exception id').fill('ONE');
  await form(page).getByLabel('Reason').fill('Waits for the vendor');
  await submit(page);
  await rowOf(page, 'ONE').getByRole('link', { name: '1 on 1 node' }).click();
  await becomes(() => page.locator('.grid tbody tr .cell-exception').allInnerTexts(), ['ONE']);
  await page.leave();
});

test('a reader sees exceptions and edits, and is offered no change, also by a link to the form', async () => {
  await enter('RISK-2', { until: '2026-01-31' });
  site.email = READER;
  const page = await openExceptions();
  await rowOf(page, 'RISK-2').getByText('Expired: covers nothing').waitFor();
  await page.getByText('the server lets editors change them').waitFor();
  await becomes(() => edits(page).count(), 1);
  await becomes(() => page.getByRole('button', { name: /^(Change|Withdraw)/ }).count(), 0);
  await page.goto(`${site.url}#/files?new-exception&kb=KB1`);
  await isEntered(page, 'RISK-2');
  await becomes(() => form(page).count(), 0);
  await becomes(() => page.getByRole('link', { name: 'Add an exception' }).count(), 0);
  await page.getByRole('link', { name: 'Findings', exact: true }).click();
  await page.locator('.grid tbody tr').first().waitFor();
  await becomes(() => page.getByRole('link', { name: /^Add exception/ }).count(), 0);
  await page.leave();
});

test('an edit that fails is said, and what was written stays until it is taken', async () => {
  const page = await openExceptions({ expect: REFUSED });
  await fillNew(page, 'RISK-3', 'A long text that took an hour');
  site.email = READER;
  await submit(page);
  const alert = form(page).getByRole('alert');
  await alert.getByText('The server does not allow this').waitFor();
  site.email = EDITOR;
  await page.route('**/v1/exceptions', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await submit(page);
  await alert.getByText('The server could not be reached').waitFor();
  await page.unroute('**/v1/exceptions');
  await page.route('**/v1/**', (route) => route.abort());
  const asked = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/v1/describe'));
  await submit(page);
  await asked;
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  assert.equal(await form(page).getByLabel('Reason').inputValue(), 'A long text that took an hour');
  await page.unroute('**/v1/**');
  await form(page).getByLabel('Reason').fill('x'.repeat(2001));
  await submit(page);
  await says(alert, /The server does not take this[^]*set\.reason: expected a text of 1 to 2000 characters/);
  assert.deepEqual(await list(), []);
  await form(page).getByLabel('Reason').fill('Short');
  await becomes(() => form(page).getByLabel('Exception id').inputValue(), 'RISK-3');
  await submit(page);
  await isEntered(page, 'RISK-3');
  assert.deepEqual((await list()).map(({ id, reason }) => [id, reason]), [['RISK-3', 'Short']]);
  await page.leave();
});

test('what somebody else has changed since is not undone', async () => {
  await enter('RISK-4');
  const page = await openExceptions();
  await page.getByRole('button', { name: 'Change RISK-4' }).click();
  await enter('RISK-4', { reason: 'Mine' });
  await form(page).getByLabel('Reason').fill('Yours');
  await submit(page);
  await says(form(page).getByRole('alert'), new RegExp(`RISK-4 was changed since, by ${EDITOR}`));
  assert.deepEqual((await list()).map(({ reason }) => reason), ['Mine']);
  await form(page).getByRole('button', { name: 'Cancel' }).click();
  await rowOf(page, 'RISK-4').getByText('Mine').waitFor();
  await fillNew(page, 'RISK-5');
  await enter('RISK-5', { reason: 'First' });
  await submit(page);
  // The list has it by now, so that the form itself knows, or the server says so.
  await says(form(page), /There is an exception RISK-5 by now|another exception has this id/);
  assert.equal((await list()).find(({ id }) => id === 'RISK-5').reason, 'First');
  await form(page).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Withdraw RISK-5' }).click();
  await site.ask('exceptions', { withdraw: 'RISK-5' });
  await page.getByRole('button', { name: 'Withdraw it' }).click();
  await page.getByText('RISK-5 does not hold any more').first().waitFor();
  await page.leave();
});

test('the report names the exceptions of the server, with what each covers', async () => {
  await enter('RISK-7');
  const { exceptedFindings, findings } = await summary();
  const page = await visit(browser, site.url, { at: '#/report' });
  const report = page.locator('article.report');
  await says(report, new RegExp(`${exceptedFindings} of ${findings} open findings of the whole fleet are covered`));
  await says(report.getByRole('region', { name: 'Exceptions', exact: true }), /RISK-7[^]*Not reachable/);
  await page.leave();
});

test('no open patch of a node without a report is no all-clear', async () => {
  const filter = { tokens: [{ property: 'verdict', operator: '=', value: 'unreported' }] };
  const { rows } = await site.ask('nodes', { filter, limit: 1 });
  const [{ scopeId, instanceId }] = rows;
  const page = await visit(browser, site.url, { at: `#/node/${encodeURIComponent(scopeId)}/${instanceId}` });
  await page.getByText('no usable report of it either. That is no all-clear').waitFor();
  await page.leave();
});

test('exceptions that are no answer of the protocol are an error, and not an empty list', async () => {
  const page = await visit(browser, site.url);
  const one = { id: 'a', match: { kb: 'KB1' }, reason: 'r', where: { tokens: 'all' } };
  await page.route('**/v1/exceptions', (route) =>
    route.fulfill({ json: { protocol: 'patchlens-fleet/1', answer: { exceptions: [one], edits: [] } } }),
  );
  await page.getByRole('link', { name: 'Exceptions', exact: true }).click();
  await says(page.getByRole('main').getByRole('alert'), /no patchlens server, or one of another version/);
  await becomes(() => page.getByText('No exception holds').count(), 0);
  await page.leave();
});

test('the view is accessible, light and dark, wide and narrow, also while it asks', async () => {
  await enter('RISK-6', { where: { tokens: [{ property: 'platformType', operator: '=', value: ['Linux', 'Windows'] }] } });
  for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark', viewport: NARROW }]) {
    const page = await openExceptions(options);
    await rowOf(page, 'RISK-6').getByRole('link', { name: / on / }).waitFor();
    await page.getByRole('button', { name: 'Withdraw RISK-6' }).click();
    await page.getByRole('group', { name: 'Withdraw RISK-6' }).waitFor();
    await page.getByRole('button', { name: 'Change RISK-6' }).click();
    await form(page).waitFor();
    assert.deepEqual(await violations(page), []);
    const { width } = options.viewport ?? { width: 1440 };
    await passes(async () => assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width));
    await page.leave();
  }
});
