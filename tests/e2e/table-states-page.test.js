import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, afterEach, before } from 'node:test';
import { violations } from './axe.js';
import { pageTest } from './on-watch.js';
import { becomes, openRig, says } from './rig.js';
import {
  allRead,
  counter,
  distinct,
  filter,
  findingsOf,
  grid,
  heading,
  number,
  openView,
  patchesLie,
  rows,
  saved,
  VIEWS,
} from './tables.js';

const test = pageTest(import.meta.url);

let rig;
let findings;
before(async () => {
  rig = await openRig({ nodes: 150 });
  findings = findingsOf(rig.fleet);
});
after(() => rig.close());
afterEach(() => {
  rig.faults = undefined;
});

const coverage = (page) => page.getByRole('note', { name: 'Coverage of the CVE ids' });

test('the CVEs say for how much of what is open they can speak', async () => {
  const page = await openView(rig, 'cves');
  const text = await coverage(page).innerText();
  const [, known, all] = /\(([\d,]+) of ([\d,]+) findings\)/.exec(text);
  assert.equal(all, number(findings.length));
  assert.ok(Number(known.replace(',', '')) < findings.length);
  await page.leave();
});

test('platforms without CVEs are named with their nodes, and no rows are no all-clear', async () => {
  const isWindows = ({ KBId }) => KBId.startsWith('KB');
  rig.faults = patchesLie((it) => (isWindows(it) ? { ...it, CVEIds: undefined } : it));
  const page = await openView(rig, 'cves');
  const windows = findings.filter(({ node }) => node.platform.name.includes('Windows'));
  const blind = await coverage(page).getByRole('listitem').allInnerTexts();
  const sum = (count) => blind.reduce((total, text) => total + Number(count.exec(text)[1]), 0);
  assert.equal(sum(/(\d+) nodes?/), distinct(windows.map(({ node }) => node.id)).length);
  assert.equal(sum(/(\d+) findings?/), windows.length);
  for (const text of blind) assert.match(text, /^Windows Server/);

  await filter(page).fill('platform:windows');
  await page.getByText('No CVE matches this filter').waitFor();
  const empty = await page.locator('.empty').innerText();
  assert.match(empty, new RegExp(`no all-clear: no CVE id is known for ${windows.length} of`));
  assert.match(empty, /Windows Server/);
  await filter(page).fill('CVE-1999-0001');
  await page.getByText('No CVE matches this filter').waitFor();
  await says(page.locator('.empty'), /no all-clear/);
  await becomes(() => coverage(page).isVisible(), true);
  await page.leave();
});

test('a fleet that is not read to its end says that rows are missing, in table and file', async () => {
  let passed = 0;
  rig.faults = ({ operation }) => {
    if (operation !== 'DescribeInstancePatches') return undefined;
    passed += 1;
    return passed > 20 ? { kind: 'stall' } : undefined;
  };
  const page = await rig.visit({ at: '#/findings' });
  await rows(page).first().waitFor();
  await page.getByText('Nodes that are not read yet have no rows here').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('You stopped loading').waitFor();
  assert.match((await saved(page, 'CSV')).name, /-partial-/);
  await says(page.locator('.left-out'), /not read yet/);
  rig.faults = undefined;
  await page.getByRole('button', { name: 'Continue loading' }).click();
  await page.getByText(`(${number(findings.length)})`).waitFor();
  await page.leave();
});

test('while no finding is read yet, an empty table says that it is not the end', async () => {
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatches' ? { kind: 'stall' } : undefined;
  for (const view of Object.keys(VIEWS)) {
    const page = await rig.visit({ at: `#/${view}` });
    await page.getByText(/^No \w+ were read so far$/).waitFor();
    await page.getByText('The fleet is still being read.').waitFor();
    await page.leave();
  }
});

test('a denied action is named, with the numbers that it leaves unknown', async () => {
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatches'
      ? { kind: 'fail', status: 400, code: 'AccessDeniedException' }
      : undefined;
  const page = await rig.visit({ at: '#/cves', expect: /Failed to load resource/ });
  const alert = page.getByRole('alert');
  await alert.waitFor();
  await says(alert, /ssm:DescribeInstancePatches/);
  await page.getByText('No CVEs were read').waitFor();
  await says(page.locator('.empty'), /no all-clear/);
  await page.leave();
});

test('the rows as filtered and sorted can be saved as CSV and NDJSON', async () => {
  const page = await openView(rig, 'findings', '?filter=severity=Critical&sort=-name');
  const csv = await saved(page, 'CSV');
  assert.match(csv.name, /^patch-compliance-findings-filtered-\d{4}-\d\d-\d\d\.csv$/);
  assert.match(csv.text, /^\uFEFFscopeId,Instance ID,Instance name,/);
  const lines = csv.text.trim().split('\r\n').slice(1);
  assert.equal(lines.length, findings.filter(({ patch }) => patch.severity === 'Critical').length);
  const names = lines.map((line) => line.split(',')[2].toLowerCase());
  const named = names.filter(Boolean);
  assert.deepEqual(named, [...named].sort().reverse());

  const ndjson = await saved(page, 'NDJSON');
  assert.match(ndjson.name, /\.ndjson$/);
  const objects = ndjson.text.trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(objects.length, lines.length);
  assert.deepEqual(distinct(objects.map(({ severity }) => severity)), ['Critical']);
  await page.leave();
});

test('a filter without a match says so, can be cleared, and has no file', async () => {
  const page = await openView(rig, 'patches', '?filter=no-such-patch');
  await page.getByText('No patch matches this filter').waitFor();
  await becomes(() => page.getByRole('button', { name: 'CSV' }).isDisabled(), true);
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await grid(page, 'Patches').waitFor();
  await page.leave();
});

/** A backend that reads one node and its counts, as the Worker of the examples does. */
async function openBackend() {
  const headers = {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'authorization',
    'access-control-max-age': '60',
  };
  const state = { ...COUNTS, MissingCount: 3, OperationEndTime: new Date().toISOString() };
  const node = { id: 'i-0123456789abcdef0', info: { PlatformName: 'Ubuntu' }, state };
  const lines = [{ node }, { end: true }].map((line) => `${JSON.stringify(line)}\n`);
  const server = createServer(({ url }, response) => {
    const isFleet = url.endsWith('api/fleet');
    response.writeHead(200, headers).end(isFleet ? lines.join('') : '{"region":"us-east-1"}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}

const COUNTS = {
  FailedCount: 0,
  InstalledPendingRebootCount: 0,
  InstalledRejectedCount: 0,
  CriticalNonCompliantCount: 0,
  SecurityNonCompliantCount: 0,
  OtherNonCompliantCount: 0,
};

test('through a Worker, which reads no findings, the views say so and show no table', async (t) => {
  const backend = await openBackend();
  rig.allow(backend.url);
  t.after(() => backend.close());
  const page = await rig.visit({ at: '#/connect' });
  await page.getByLabel('Through a Worker').check();
  await page.getByLabel('URL of the Worker').fill(backend.url);
  await page.getByLabel('Access token').fill('token');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Fleet' }).waitFor();
  for (const name of Object.values(VIEWS)) {
    await page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('link', { name, exact: true })
      .click();
    await page.getByText(`${name} are not read through this Worker`).waitFor();
    await says(page.locator('main'), /no all-clear: 1 of 1 node is non-comp/);
    await becomes(() => page.getByRole('grid').count(), 0);
    await becomes(() => page.getByRole('button', { name: 'CSV' }).count(), 0);
    assert.deepEqual(await violations(page), []);
  }
  await page.getByRole('link', { name: 'Show the non-compliant nodes' }).click();
  await page.locator('.nodes-grid tbody tr').waitFor();
  await page.leave();
});

test('a table longer than an element can be high has parts, and each row is in one', async (t) => {
  const long = await openRig({ nodes: 60 });
  // The rig must be closed after a failure, too, or the tests would not end.
  t.after(() => long.close());
  const EACH = 21_000;
  const many = () => {
    const State = 'Missing';
    const named = (_, at) => ({ State, KBId: `KB${at}`, Title: `T${at}` });
    return { Patches: Array.from({ length: EACH }, named) };
  };
  long.faults = ({ operation }) =>
    operation === 'DescribeInstancePatches' ? { kind: 'lie', change: many } : undefined;
  const page = await long.visit({ at: '#/findings' });
  page.setDefaultTimeout(120_000);
  await allRead(page);
  const parts = page.getByRole('navigation', { name: 'Parts of the table, above it' });
  const total = Number((await counter(page)).replace(/\D/g, ''));
  assert.ok(total > 400_000, `${total} rows`);
  const text = (from, to) => `Rows ${number(from)}–${number(to)} of ${number(total)}`;
  await parts.getByText(text(1, 400_000)).waitFor();
  await rows(page).first().locator('td').first().focus();
  await page.keyboard.press('Control+End');
  await page.locator('.grid tbody tr[aria-rowindex="400001"]:has(td:focus)').waitFor();
  await page
    .getByRole('navigation', { name: 'Parts of the table, below it' })
    .getByRole('button', { name: 'Next rows' })
    .click();
  await page.locator('.grid tbody tr[aria-rowindex="400002"]:has(td:focus)').waitFor();
  await parts.getByText(text(400_001, Math.min(total, 800_000))).waitFor();
  await page.waitForURL(/row=400001$/);
  await page.keyboard.press('Control+End');
  const last = Math.min(total, 800_000) + 1;
  await page.locator(`.grid tbody tr[aria-rowindex="${last}"]:has(td:focus)`).waitFor();
  await page.reload();
  await allRead(page);
  await parts.getByText(text(400_001, Math.min(total, 800_000))).waitFor();
  await parts.getByRole('button', { name: 'Previous rows' }).click();
  await parts.getByText(text(1, 400_000)).waitFor();
  await page.leave();
});
