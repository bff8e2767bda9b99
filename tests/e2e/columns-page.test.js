import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { violations } from './axe.js';
import { pageTest } from './on-watch.js';
import { becomes, column, fleetLoaded, hashOf, openRig, passes } from './rig.js';
import { allRead, openView, saved } from './tables.js';
import { pageCode } from '../../www/test/page-code.js';

const test = pageTest(import.meta.url);

let rig;
before(async () => {
  rig = await openRig({ nodes: 60 });
});
after(() => rig.close());

const SMALL = { width: 320, height: 800 };

async function openFleet(at = '', options = {}) {
  const page = await rig.visit({ at, ...options });
  await fleetLoaded(page);
  return page;
}

async function openPreferences(page) {
  await page.getByRole('button', { name: 'Preferences' }).click();
  const dialog = page.getByRole('dialog', { name: 'Preferences' });
  await dialog.getByRole('button', { name: 'Confirm' }).waitFor();
  return dialog;
}

const titles = (page) => page.getByRole('columnheader').allInnerTexts();
const addressWith = (page, text) => page.waitForFunction((part) => location.hash.includes(part), text);
const header = (file) => file.text.split('\r\n')[0].replace('\uFEFF', '');

test('columns are chosen and moved by the keyboard, and stand in the address and in files', async () => {
  const page = await openFleet();
  const dialog = await openPreferences(page);
  for (const title of ['Platform', 'Patch group', 'Reason', 'Failed', 'Pending reboot', 'Critical by baseline'])
    await dialog.getByRole('checkbox', { name: title, exact: true }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Agent version' }).check();
  await becomes(() => dialog.getByRole('checkbox', { name: /^Node/ }).isDisabled(), true);
  const up = dialog.getByRole('button', { name: 'Move Missing up' });
  await up.focus();
  for (let moves = 0; moves < 3; moves += 1) await page.keyboard.press('Enter');
  await dialog.locator('[aria-label="Move Missing up"]:focus').waitFor();
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await addressWith(page, '#/?columns=name,missing,verdict,lastOperation,agentVersion');
  const chosen = ['Node', 'Missing', 'Verdict', 'Last scan', 'Agent version'];
  await passes(async () => assert.deepEqual((await titles(page)).map((text) => text.trim()), chosen));
  await page.locator('button:focus', { hasText: 'Preferences' }).waitFor();

  const csv = await saved(page, 'CSV');
  assert.equal(
    header(csv),
    'Instance name,computerName,Instance ID,scopeId,missing,Compliance status,Last report time,SSM Agent version',
  );
  assert.ok(csv.text.startsWith('\uFEFF'));
  const rows = csv.text.trim().split('\r\n').slice(1);
  const count = Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
  assert.equal(rows.length, count - 1);

  await page.reload();
  await fleetLoaded(page);
  await passes(async () => assert.deepEqual((await titles(page)).map((text) => text.trim()), chosen));
  await page.goBack();
  await page.getByRole('columnheader', { name: 'Patch group' }).waitFor();
  await page.goForward();
  await page.getByRole('columnheader', { name: 'Agent version' }).waitFor();

  await page.getByRole('columnheader', { name: 'Agent version' }).getByRole('button').click();
  await addressWith(page, 'sort=agentVersion');
  const again = await openPreferences(page);
  await again.getByRole('button', { name: 'Reset to defaults' }).click();
  await again.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('columnheader', { name: 'Patch group' }).waitFor();
  await page.waitForURL((url) => !url.href.includes('columns='));
  await page.leave();
});

test('the files of a table have its columns in their order', async () => {
  const page = await openView(rig, 'findings', '?columns=severity,kb,region');
  const csv = await saved(page, 'CSV');
  assert.equal(header(csv).split(',').length, 6, 'name, instance id, scope, severity, kb, region');
  const [line] = (await saved(page, 'NDJSON')).text.split('\n');
  assert.deepEqual(Object.keys(JSON.parse(line)), ['name', 'instanceId', 'scopeId', 'severity', 'kb', 'region']);
  await page.leave();
});

test('unknown columns of an address are said, and the others are shown', async () => {
  const page = await openView(rig, 'cves', '?columns=cve,colour,nodes,tag.Owner');
  await page.getByText('columns that this table does not have: “colour”, “tag.Owner”').waitFor();
  await becomes(() => titles(page), ['CVE', 'Nodes']);
  await page.leave();
});

const WIDE =
  '#/?columns=name,verdict,reason,missing,failed,rejected,installedOther,notApplicable,lastOperation,' +
  'instanceId,ipAddress,agentVersion,oldestOpen,reasonCode,tag.Owner';

test('a wide table scrolls by the keyboard beside its first column, and fits 320 px', async () => {
  const page = await openFleet(WIDE);
  await page.locator('.nodes-grid tbody td').first().focus();
  await page.keyboard.press('End');
  await page.locator('.nodes-grid td.cell-tag:focus').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.nodes-grid tbody').scrollLeft > 0);
  const at = await page.evaluate(() => {
    const { left, right } = document.activeElement.getBoundingClientRect();
    const table = document.querySelector('.nodes-grid').getBoundingClientRect();
    const first = document.activeElement.parentElement.firstElementChild.getBoundingClientRect();
    const [head, body] = ['thead', 'tbody'].map((part) => document.querySelector(`.grid ${part}`));
    return { left, right, table, first, together: head.scrollLeft === body.scrollLeft };
  });
  assert.ok(at.right <= at.table.right + 1 && at.left >= at.first.right - 1);
  assert.ok(Math.abs(at.first.left - at.table.left) < 2, 'the first column stays');
  assert.ok(at.together, 'the titles scroll with the rows');
  assert.deepEqual(await violations(page), []);

  await page.setViewportSize(SMALL);
  await page.reload();
  await fleetLoaded(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= SMALL.width, `${width} px wide`);
  assert.deepEqual(await violations(page), []);
  await openPreferences(page);
  assert.deepEqual(await violations(page), []);
  await page.leave();
});

test('density and times are kept in the browser, and times change everywhere', async () => {
  const page = await openFleet('', { colorScheme: 'dark', timezoneId: 'Asia/Tokyo' });
  const row = page.locator('.nodes-grid tbody tr').first();
  const before = (await row.boundingBox()).height;
  const dialog = await openPreferences(page);
  assert.deepEqual(await violations(page), []);
  await dialog.getByRole('radio', { name: 'Compact' }).check();
  await dialog.getByRole('radio', { name: 'Exact, UTC' }).check();
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await page.locator('.cell-lastScan', { hasText: /^\d+ \w+ \d{4}, \d\d:\d\d UTC/ }).first().waitFor();
  await passes(async () => assert.ok((await row.boundingBox()).height < before));
  await passes(async () => assert.doesNotMatch(await hashOf(page), /\?/));
  await page.goto(`${rig.url}#/patches`);
  await page.reload();
  await allRead(page);
  await passes(async () => {
    for (const text of await column(page, 'firstSeen')) assert.match(text, / UTC$/);
  });
  await page.leave();
});

test('the exact time is shown by a press, and by Enter on its cell', async () => {
  const page = await openFleet('', { timezoneId: 'Asia/Tokyo' });
  const cell = page.locator('.nodes-grid tbody td.cell-lastScan', { has: page.locator('time') }).first();
  await cell.focus();
  await page.keyboard.press('Enter');
  await cell.getByText(/\d\d:\d\d GMT\+9; .*\d\d:\d\d UTC$/).waitFor();
  await becomes(() => cell.getByRole('button').getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('Escape');
  await cell.locator('.time-exact').waitFor({ state: 'detached' });
  await cell.getByRole('button').click();
  await cell.locator('.time-exact').waitFor();
  await passes(async () => assert.match(await hashOf(page), /^(?:#\/)?$/, 'the row does not open'));
  await becomes(() => page.locator('.nodes-grid tbody .time[tabindex="0"]').count(), 1);
  await page.leave();
});

test('the title of each column leads in the filter to the property of the column', async () => {
  const { nameSuggestions, TABLE_COLUMNS, typingAt } = await pageCode(
    'model/columns',
    'model/filter-suggestions',
    'model/filter-text',
  );
  for (const [table, { first, more }] of Object.entries(TABLE_COLUMNS)) {
    const names = [...first, ...more];
    const query = `?columns=${names.join(',')}`;
    const page = table === 'nodes' ? await openFleet(`#/${query}`) : await openView(rig, table, query);
    const shown = (await titles(page)).map((text) => text.trim());
    assert.equal(shown.length, names.length, table);
    for (const [at, title] of shown.entries()) {
      const groups = nameSuggestions(table, typingAt(title, title.length));
      const firsts = groups.map(({ options }) => options[0].text.replace(/=$/, ''));
      assert.ok(firsts.includes(names[at]), `${table}: “${title}” suggests ${firsts}, not ${names[at]}`);
    }
    await page.leave();
  }
});
