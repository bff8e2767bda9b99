/** What a person brings from disk: exceptions, attributes, exploited CVEs and scores. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from './axe.js';
import { becomes, nodesOf, openRig, passes, says, textSettled } from './rig.js';
import {
  allRead,
  cells,
  counter,
  cvesOf,
  distinct,
  filter,
  findingsOf,
  heading,
  number,
  saved,
} from './tables.js';

let rig;
let findings;
let cves;
before(async () => {
  rig = await openRig({ nodes: 150 });
  findings = findingsOf(rig.fleet);
  cves = distinct(findings.flatMap(({ patch }) => cvesOf(patch)));
});
after(() => rig.close());

const section = (page, name) => page.getByRole('region', { name, exact: true });

async function openFiles(options = {}) {
  const page = await rig.visit({ at: '#/files', ...options });
  await heading(page, 'Files').waitFor();
  await page.locator('.panel-progress').waitFor({ state: 'detached' });
  await textSettled(page);
  return page;
}

/** Chooses a file in the section with this name. */
async function bring(page, title, name, text) {
  const buffer = Buffer.from(text);
  const field = page.locator('input[type=file]').and(page.getByLabel(`${title}: choose a file`));
  await field.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

/** The numbers of the links to what exceptions cover, by exception. */
const covered = (page, id) =>
  page.getByRole('row', { name: new RegExp(`^${id}`) }).getByRole('link', { name: / on / });

const countOf = (kb) => findings.filter(({ patch }) => patch.kbId === kb).length;

test('exceptions are read, counted, changed, saved and removed', async () => {
  const page = await openFiles();
  const [{ patch }] = findings;
  const list = [
    { id: 'RISK-1', match: { kb: patch.kbId }, reason: 'Breaks the terminals', by: 'mara' },
    { id: 'RISK-2', match: { cve: cves[5] }, where: 'platformType=Linux', reason: 'Off', until: '2026-01-31' },
  ];
  await bring(page, 'Exceptions', 'accepted.json', JSON.stringify(list));
  const all = countOf(patch.kbId);
  await covered(page, 'RISK-1').filter({ hasText: `${number(all)} on ` }).waitFor();
  const expired = page.getByRole('row', { name: /^RISK-2/ });
  await expired.getByText('Expired: covers nothing').waitFor();
  await expired.getByText('platformType=Linux').waitFor();
  assert.deepEqual(await violations(page), []);

  // A file with errors leaves what is loaded, and names each error.
  const broken = [{ ...list[0], until: 'soon' }, { ...list[0], match: {} }];
  await bring(page, 'Exceptions', 'broken.json', JSON.stringify(broken));
  const alert = section(page, 'Exceptions').getByRole('alert');
  await alert.getByText('“broken.json” was not used').waitFor();
  await says(alert, /Item 1, “until”: a day such as 2026-01-31 is expected\. It is "soon"/);
  await says(alert, /Item 2, “match”: a CVE, a KB id or a title is expected/);
  assert.deepEqual(await violations(page), []);
  await alert.getByRole('button', { name: 'Close' }).click();
  await covered(page, 'RISK-1').waitFor();

  // The form names the field and the value, and the first wrong field takes the focus.
  await page.getByRole('button', { name: 'Change RISK-1' }).click();
  const form = page.locator('.exception-form');
  await form.getByRole('heading', { name: 'Change the exception RISK-1' }).waitFor();
  await form.getByLabel('Exception id').fill('RISK-2');
  await form.getByLabel('On which nodes').fill('platformType=Linux nothing=1');
  await form.getByRole('button', { name: 'Change the exception' }).click();
  await form.getByText('“Exception id”: another exception has this id. It is "RISK-2".').waitFor();
  await form.locator('[name=id]:focus').waitFor();
  await says(form.locator('.exception-where'), /nothing/);
  assert.deepEqual(await violations(page), []);
  await form.getByLabel('Exception id').fill('RISK-9');
  await form.getByRole('button', { name: 'Cover the whole fleet instead' }).click();
  await form.getByLabel('Until the end of').fill('2099-12-31');
  await form.getByRole('button', { name: 'Change the exception' }).click();
  await covered(page, 'RISK-9').filter({ hasText: `${number(all)} on ` }).waitFor();
  await page.getByText('Changed here and not saved as a file yet.').waitFor();

  const file = await saved(page, 'Save the file');
  assert.equal(file.name, 'accepted.json');
  const [changed, kept] = JSON.parse(file.text);
  assert.deepEqual(changed, { ...list[0], id: 'RISK-9', until: '2099-12-31' });
  assert.deepEqual(kept.where, {
    operation: 'and',
    tokens: [{ property: 'platformType', operator: '=', value: 'Linux' }],
  });
  await page.getByText('Changed here and not saved as a file yet.').waitFor({ state: 'detached' });

  // They lead to the findings, and the verdict has a segment of its own.
  await covered(page, 'RISK-9').click();
  await heading(page, 'Findings').waitFor();
  await page.getByText(`(${number(all)}/${number(findings.length)})`).waitFor();
  await page.getByText(`${number(all)} of ${number(findings.length)} open patches in the fleet`).waitFor();
  await passes(async () => assert.deepEqual(distinct(await cells(page, 'exception')), ['RISK-9']));
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByText(`${number(all)} of them are covered by exceptions`).waitFor();

  await page.getByRole('link', { name: 'Files' }).click();
  await page.getByRole('button', { name: 'Remove RISK-2' }).click();
  await page.getByRole('row', { name: /^RISK-2/ }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Remove all' }).click();
  await page.locator('.exceptions-table').waitFor({ state: 'detached' });
  await page.leave();
});

test('a finding leads to the form for its exception, and a refresh keeps it', async () => {
  const page = await rig.visit({ at: '#/findings?filter=state=Missing' });
  await allRead(page);
  const first = page.locator('.grid tbody tr').first();
  const kb = await first.locator('.cell-kb').innerText();
  await first.getByRole('link', { name: /^Add exception for/ }).click();
  const form = page.locator('.exception-form');
  await form.getByLabel('KB id').waitFor();
  await becomes(() => form.getByLabel('KB id').inputValue(), kb);
  const where = form.getByLabel('On which nodes');
  await passes(async () => assert.match(await where.inputValue(), /^scopeId=\S+ instanceId=i-/));
  await form.getByLabel('Exception id').fill('ONE');
  await form.getByLabel('Reason').fill('Waits for the vendor');
  await form.getByRole('button', { name: 'Add the exception' }).click();
  await covered(page, 'ONE').filter({ hasText: '1 on 1 node' }).waitFor();
  await becomes(async () => new URL(page.url()).hash, '#/files');
  await covered(page, 'ONE').click();
  await page.locator('.grid tbody tr').first().locator('.node-name').click();
  const patch = page.locator('.patches-grid tbody tr', { hasText: 'Exception ONE' });
  await patch.waitFor();
  await becomes(() => patch.locator('.cell-kb').innerText(), kb);
  assert.deepEqual(await violations(page), []);
  await page.getByRole('link', { name: 'Patches', exact: true }).click();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await allRead(page);
  await page.getByRole('link', { name: 'Files' }).click();
  await covered(page, 'ONE').filter({ hasText: '1 on 1 node' }).waitFor();
  await page.leave();
});

test('a name among the attributes stands beside the reported one', async () => {
  const page = await openFiles();
  const { id } = nodesOf(rig.fleet).find(({ isScanned }) => isScanned);
  await bring(page, 'Attributes', 'names.csv', `instanceId,Name\n${id},till 7\n`);
  await section(page, 'Attributes').getByText('Joined 1 node').waitFor();
  await page.getByRole('link', { name: 'Nodes by Name' }).click();
  const row = page.locator('.grid tbody tr', { hasText: id });
  await page.getByRole('combobox', { name: 'Find nodes' }).fill(`instanceId=${id}`);
  await row.locator('.own-name', { hasText: 'till 7' }).waitFor();
  assert.notEqual(await row.locator('.node-name').innerText(), 'till 7');
  await page.leave();
});

test('attributes join the nodes, and filters and the overview offer their columns', async () => {
  const page = await openFiles();
  const ids = nodesOf(rig.fleet).map(({ id }) => id);
  const rows = ids.map((id, i) => `${id};team-${i % 4};cc ${i % 2}`);
  const csv = `\uFEFFInstance ID;Team;Cost Center\r\n${rows.join('\r\n')}\r\ni-unknown;x;y\r\n`;
  await bring(page, 'Attributes', 'owners.csv', csv);
  const own = section(page, 'Attributes');
  await own.getByText(`Joined ${ids.length} nodes, 1 row names an unknown node.`).waitFor();
  await says(
    own,
    /tag\.Team: Findings by Team, Nodes by Team; findings of team-0, .*\n+tag\.Cost Center: Findings by Cost Center, Nodes by Cost Center; findings of cc 0, cc 1/,
  );

  await bring(page, 'Attributes', 'some.csv', `instanceId,Team\n${ids[0]},a\n`);
  await own.getByText(`no row names an unknown node, ${ids.length - 1} nodes have no row.`).waitFor();
  await own.getByRole('link', { name: 'a', exact: true }).click();
  await page.getByRole('link', { name: `${ids.length - 1} nodes have no Team` }).click();
  await page.getByText(`${ids.length - 1} of `).first().waitFor();
  await page.goBack();
  await page.goBack();
  await own.waitFor();
  await bring(page, 'Attributes', 'owners.csv', csv);
  await own.getByText(`Joined ${ids.length} nodes, 1 row names an unknown node.`).waitFor();

  await bring(page, 'Attributes', 'twice.csv', `instanceId,Team\ni-1,a\ni-1,b\n`);
  await own.getByText('Line 3, “instanceId”: line 2 has this id already. It is "i-1".').waitFor();
  assert.deepEqual(await violations(page), []);

  const meant = ids.filter((_, i) => i % 4 === 1).length;
  const counted = page.getByText(new RegExp(`\\(${meant}/`)).or(page.getByText(`${meant} of`)).first();
  await own.getByRole('link', { name: 'team-1' }).click();
  await page.getByRole('columnheader', { name: 'Cost Center' }).waitFor();
  await says(page.locator('.grid tbody tr td').nth(1), /^team-1$/);
  await page.goBack();
  await own.waitFor();
  await own.getByRole('link', { name: 'Findings by Team' }).click();
  await page.getByRole('columnheader', { name: 'Team' }).and(page.locator('[aria-sort=ascending]')).waitFor();
  await page.locator('.grid tbody tr').first().getByText('team-0', { exact: true }).waitFor();
  await page.goBack();
  await own.waitFor();
  await own.getByRole('link', { name: 'Nodes by Team' }).click();
  await page.getByRole('columnheader', { name: 'Team' }).and(page.locator('[aria-sort=ascending]')).waitFor();
  await says(page.locator('.grid tbody tr td').nth(1), /^team-0$/);
  await page.goBack();
  await own.waitFor();

  await page.getByRole('link', { name: 'Nodes', exact: true }).click();
  const typed = page.getByRole('combobox', { name: 'Find nodes' });
  await typed.fill('Cost');
  const option = page.getByRole('option', { name: /tag\.Cost Center/ });
  await option.waitFor();
  await typed.fill('tag.Team=');
  await page.getByRole('option', { name: /team-1/ }).click();
  await counted.waitFor();

  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByLabel('Attribute').selectOption('Team');
  await page.getByRole('heading', { name: 'By Team' }).waitFor();

  await page.getByRole('link', { name: 'Files' }).click();
  await own.getByRole('button', { name: 'Remove owners.csv' }).click();
  await own.getByText('owners.csv').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Overview' }).click();
  // The address still names the attribute, which no node has now.
  const groups = page.locator('.attribute-group');
  await groups.getByText('Not reported').waitFor();
  assert.doesNotMatch(await groups.innerText(), /team-1/);
  await page.leave();
});

test('KEV and EPSS give the CVEs columns, filters and sorts, and say where they come from', async () => {
  const page = await openFiles();
  const kev = cves.slice(0, 3);
  const vulnerabilities = kev.map((cveID) => ({ cveID, dueDate: '2026-10-22', knownRansomwareCampaignUse: 'Known' }));
  const catalog = { catalogVersion: '2026.11.20', dateReleased: '2026-11-20T17:00:00Z', count: 3, vulnerabilities };
  await bring(page, 'Known exploited vulnerabilities (KEV)', 'kev.json', JSON.stringify(catalog));
  const listed = section(page, 'Known exploited vulnerabilities (KEV)');
  await listed.getByRole('link', { name: `3 of ${number(cves.length)} CVEs` }).waitFor();
  await listed.getByText('Catalog 2026.11.20, released 2026-11-20').waitFor();
  const lines = cves.slice(2, 12).map((cve, i) => `${cve},${(0.9 - i / 20).toFixed(5)},0.5`);
  const head = '#model_version:v2025.03.14,score_date:2026-11-20T00:00:00+0000\ncve,epss,percentile\n';
  await bring(page, 'EPSS scores', 'epss.csv', head + lines.join('\n'));
  await section(page, 'EPSS scores').getByText('Scores of 2026-11-20, model v2025.03.14').waitFor();
  await bring(page, 'EPSS scores', 'other.csv', `${head}KB1,0.5,1\n`);
  await section(page, 'EPSS scores').getByText('Line 3, “cve”: a CVE id').waitFor();

  await listed.getByRole('link', { name: /^3 of / }).click();
  await heading(page, 'CVEs').waitFor();
  await page.getByText(`(3/${number(cves.length)})`).waitFor();
  await passes(async () => assert.deepEqual(new Set(await cells(page, 'cve')), new Set(kev)));
  await passes(async () => assert.match((await cells(page, 'kev'))[0], /Exploited\s+due 2026-10-22/));
  const note = page.locator('.table-note', { hasText: 'No other server was asked' });
  await says(note, /“kev\.json”, catalog 2026\.11\.20, released 2026-11-20/);
  await says(note, /“epss\.csv”, scores of 2026-11-20/);
  await page.getByRole('note', { name: 'Coverage of the CVE ids' }).waitFor();
  await filter(page).fill('epss>=0.5');
  await page.getByText(`(9/${number(cves.length)})`).waitFor();
  await page.getByRole('columnheader', { name: 'EPSS' }).getByRole('button').click();
  await page.waitForURL(/sort=-epss/);
  await page.locator('.grid tbody tr[data-index="0"] .cell-epss', { hasText: '0.90000' }).waitFor();
  assert.deepEqual(await violations(page), []);

  await page.goto(`${rig.url}#/findings?filter=kev=true`);
  // A patch has the CVEs that the service names for it on any node.
  const keyOf = ({ patch: { kbId, title } }) => `${kbId} ${title}`;
  const isListed = ({ patch }) => cvesOf(patch).some((cve) => kev.includes(cve));
  const listedPatches = new Set(findings.filter(isListed).map(keyOf));
  const exploited = findings.filter((finding) => listedPatches.has(keyOf(finding)));
  await page.getByText(`(${number(exploited.length)}/${number(findings.length)})`).waitFor();
  await becomes(() => counter(page), `(${number(exploited.length)}/${number(findings.length)})`);
  await page.leave();
});

test('the view is accessible in dark and narrow, by keyboard, and says what stays', async () => {
  const page = await openFiles({ viewport: { width: 320, height: 700 }, colorScheme: 'dark' });
  const link = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Files' });
  await becomes(() => link.getAttribute('aria-current'), 'page');
  await page.getByText('gone when you reload or close the page').waitFor();
  assert.deepEqual(await violations(page), []);
  await bring(page, 'Exceptions', 'x.json', '[{"id":"a","match":{"kb":"KB1"},"reason":"r"}]');
  await page.getByRole('row', { name: /a/ }).first().waitFor();
  await page.getByRole('link', { name: 'Add an exception' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'New exception' }).waitFor();
  assert.deepEqual(await violations(page), []);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 320, `${width} px wide`);
  await page.goBack();
  await page.getByRole('heading', { name: 'New exception' }).waitFor({ state: 'detached' });
  await page.getByText('Example of the file').first().click();
  const example = await saved(page, 'Save the example');
  assert.equal(example.name, 'exceptions.json');
  await bring(page, 'Exceptions', example.name, example.text);
  await page.getByRole('rowheader', { name: 'RISK-8' }).waitFor();
  await page.leave();
});
