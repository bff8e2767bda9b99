import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { violations } from './axe.js';
import { pageTest } from './on-watch.js';
import { becomes, column, hashOf, openRig, passes, says } from './rig.js';
import {
  allRead,
  cells,
  counter,
  cvesOf,
  distinct,
  filter,
  findingsOf,
  focused,
  grid,
  heading,
  number,
  openView,
  patchesLie,
  rows,
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

test('the views are links of a navigation bar, each with its title, address and heading', async () => {
  const page = await openView(rig, 'findings');
  const bar = page.getByRole('navigation', { name: 'Views' });
  await becomes(() => bar.getByRole('link').allInnerTexts(), [
    'Overview',
    'Nodes',
    'Findings',
    'Patches',
    'CVEs',
    'Trend',
    'Files',
    'Report',
  ]);
  for (const [view, name] of [...Object.entries(VIEWS).reverse()]) {
    const link = bar.getByRole('link', { name, exact: true });
    await link.click();
    await heading(page, name).waitFor();
    await becomes(() => link.getAttribute('aria-current'), 'page');
    await becomes(() => bar.locator('[aria-current]').count(), 1);
    await becomes(async () => new URL(page.url()).hash, `#/${view}`);
    await becomes(() => page.title(), `${name} – patchlens`);
    await becomes(() => focused(page), name, 'the heading has the focus');
    await grid(page, name).waitFor();
    const live = page.locator('[role=status][aria-live=polite]');
    await live.filter({ hasText: new RegExp(`^${name}`) }).waitFor({ state: 'attached' });
  }
  await bar.getByRole('link', { name: 'Nodes' }).click();
  await heading(page, 'Fleet').waitFor();
  await becomes(() => focused(page), 'Fleet');
  await page.leave();
});

test('each table has as many rows as the simulator’s own data', async () => {
  const page = await openView(rig, 'findings');
  await becomes(() => counter(page), `(${number(findings.length)})`);
  const patches = distinct(
    findings.map(({ patch: p }) => [p.kbId, p.title, p.severity, p.classification].join('|')),
  );
  await page.goto(`${rig.url}#/patches`);
  await grid(page, 'Patches').waitFor();
  await becomes(() => counter(page), `(${number(patches.length)})`);
  const cves = distinct(findings.flatMap(({ patch }) => cvesOf(patch)));
  await page.goto(`${rig.url}#/cves`);
  await grid(page, 'CVEs').waitFor();
  await becomes(() => counter(page), `(${number(cves.length)})`);
  await page.leave();
});

test('the gravest findings come first, and a column sorts both ways and says so', async () => {
  const page = await openView(rig, 'findings');
  const critical = findings.filter(({ patch }) => patch.severity === 'Critical').length;
  assert.ok(critical >= 20);
  await becomes(async () => distinct((await cells(page, 'severity')).slice(0, 20)), ['Critical']);
  const severity = page.getByRole('columnheader', { name: 'Severity' });
  await becomes(() => severity.getAttribute('aria-sort'), 'descending');
  await severity.getByRole('button').click();
  await page.waitForFunction(() => location.hash.includes('sort=severity'));
  await becomes(() => severity.getAttribute('aria-sort'), 'ascending');
  await page
    .locator('.grid tbody tr[data-index="0"] .cell-severity', { hasNotText: 'Critical' })
    .waitFor();

  const node = page.getByRole('columnheader', { name: 'Node' });
  await node.getByRole('button').click();
  await page.waitForFunction(() => location.hash.includes('sort=name'));
  await passes(async () => {
    const names = (await cells(page, 'name')).map((text) => text.split('\n')[0].toLowerCase());
    assert.deepEqual(names, [...names].sort());
  });
  await page.leave();
});

test('a filter hides rows, stands in the address, and survives reload, back and forward', async () => {
  const page = await openView(rig, 'findings');
  await filter(page).fill('severity>=Important state=Missing');
  const meant = findings.filter(
    ({ patch }) => ['Critical', 'Important'].includes(patch.severity) && patch.state === 'Missing',
  ).length;
  const expected = `(${number(meant)}/${number(findings.length)})`;
  await page.getByText(expected).waitFor();
  const hash = '#/findings?filter=severity%3E=Important+state=Missing';
  await becomes(() => hashOf(page), hash);
  await page.getByRole('columnheader', { name: 'KB' }).getByRole('button').click();
  await page.reload();
  await allRead(page);
  await becomes(() => counter(page), expected);
  await becomes(() => filter(page).inputValue(), 'severity>=Important state=Missing');
  const kb = page.getByRole('columnheader', { name: 'KB' });
  await becomes(() => kb.getAttribute('aria-sort'), 'ascending');

  await page.goBack();
  await page.waitForFunction(() => !location.hash.includes('sort='));
  await becomes(() => kb.getAttribute('aria-sort'), 'none');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByText(`(${number(findings.length)})`).waitFor();
  await becomes(() => filter(page).inputValue(), '');
  await page.goBack();
  await page.getByText(expected).waitFor();
  await becomes(() => filter(page).inputValue(), 'severity>=Important state=Missing');
  await page.goForward();
  await page.getByText(`(${number(findings.length)})`).waitFor();
  await page.leave();
});

test('a filter that cannot be read says why, and the filter before stays', async () => {
  const page = await openView(rig, 'findings', '?filter=state=Failed');
  const before = await counter(page);
  await filter(page).fill('state=Failed colour=red');
  const error = page.locator('.filter-problem');
  await says(error, /"colour".*no such property.*The filter before stays/);
  await becomes(() => filter(page).getAttribute('aria-invalid'), 'true');
  await passes(async () => assert.equal(
    await filter(page).getAttribute('aria-describedby'),
    await error.getAttribute('id'),
  ));
  await becomes(() => counter(page), before);
  await becomes(() => hashOf(page), '#/findings?filter=state=Failed');
  assert.deepEqual(await violations(page), []);
  await filter(page).fill('state=Failed');
  await error.waitFor({ state: 'detached' });
  await becomes(() => filter(page).getAttribute('aria-invalid'), 'false');
  await page.leave();
});

test('a filter is typed key by key, with spaces between its conditions', async () => {
  const page = await openView(rig, 'findings');
  await filter(page).pressSequentially('state=Missing kernel severity>=Low ');
  await becomes(() => filter(page).inputValue(), 'state=Missing kernel severity>=Low ');
  const hash = '#/findings?filter=state=Missing+kernel+severity%3E=Low';
  await becomes(() => hashOf(page), hash);
  await page.leave();
});

test('a filter by CVE says of how much no CVE is known', async () => {
  const page = await openView(rig, 'findings', '?filter=cves=CVE-1999-0001');
  await page.getByText('No finding matches this filter').waitFor();
  const note = page.getByRole('note', { name: 'Coverage of the CVE ids' });
  await says(note, /CVE ids are known for \d+ % of the open patches/);
  await page.goto(`${rig.url}#/?filter=cves=CVE-1999-0001`);
  await page.getByText('No node matches these filters').waitFor();
  await says(note, /CVE ids are known for \d+ % of the open patches/);
  await page.leave();
});

test('a link with a filter that cannot be read hides nothing, and says so', async () => {
  const page = await openView(rig, 'patches', '?filter=colour=red');
  const problem = await page.locator('.filter-problem').innerText();
  assert.match(problem, /no such property.*This filter is not in force/);
  await passes(async () => assert.ok(!(await counter(page)).includes('/')));
  await page.leave();
});

test('ages that are only known as “at least” say so, and leave filters undecided', async () => {
  const page = await openView(rig, 'findings');
  for (const age of await cells(page, 'age')) assert.equal(age, 'not known');
  await filter(page).fill('age>30d');
  await page.getByText('No finding matches this filter for certain').waitFor();
  const text = await page.locator('.shown-count').innerText();
  assert.match(text, new RegExp(`${findings.length} rows undecided`));
  await page.leave();
});

test('a finding opens its node, and the way back leads to the same row', async () => {
  const page = await openView(rig, 'findings', '?filter=severity=Critical&sort=kb');
  const row = rows(page).nth(7);
  const name = (await row.locator('.cell-name').innerText()).split('\n')[0];
  await row.locator('.cell-state').click();
  await heading(page, name).waitFor();
  await page.waitForURL(/#\/node\//);
  await page.goBack();
  await page.locator('.grid tbody tr:has(td:focus)').waitFor();
  await page.locator('.grid tbody tr[aria-rowindex="9"]:has(td:focus)').waitFor();
  await becomes(() => hashOf(page), '#/findings?filter=severity=Critical&sort=kb');

  await page.keyboard.press('Enter');
  await heading(page, name).waitFor();
  await page.locator('.node-nav').getByRole('link', { name: 'Findings' }).click();
  await page.locator('.grid tbody tr:has(td:focus)').waitFor();
  await page.leave();
});

test('a patch opens its findings, whatever is in its title', async () => {
  const title = 'Security "Update", 2026-11 | <img src=x onerror=alert(1)> & #1 100% +';
  rig.faults = renaming(title);
  const page = await openView(rig, 'patches', '?sort=-nodes');
  const row = rows(page).filter({ hasText: title }).first();
  const nodes = await row.locator('.cell-nodes').innerText();
  await row.getByText(title).click();
  await heading(page, 'Findings').waitFor();
  await page.getByText(`(${nodes}/${number(findings.length)})`).waitFor();
  const meant = /^kb=KB\S+ title="Security ""Update"", 2026/;
  await passes(async () => assert.match(await filter(page).inputValue(), meant));
  await passes(async () => {
    for (const text of await cells(page, 'title')) assert.equal(text, title);
  });
  assert.equal(await page.locator('.grid img').count(), 0);
  await page.reload();
  await allRead(page);
  await becomes(() => counter(page), `(${nodes}/${number(findings.length)})`);
  await page.goBack();
  await heading(page, 'Patches').waitFor();
  await page.leave();
});

/** Gives the KB with the most nodes another title. */
function renaming(title) {
  const counts = new Map();
  for (const { patch } of findings) {
    if (/^KB/.test(patch.kbId)) counts.set(patch.kbId, (counts.get(patch.kbId) ?? 0) + 1);
  }
  const [[kb]] = [...counts].sort(([, a], [, b]) => b - a);
  return patchesLie((patch) => (patch.KBId === kb ? { ...patch, Title: title } : patch));
}

test('a patch has its numbers; what was not reported says so', async () => {
  const page = await openView(rig, 'patches', '?sort=-nodes');
  const byTitle = new Map();
  for (const { patch } of findings) {
    byTitle.set(patch.title, (byTitle.get(patch.title) ?? 0) + 1);
  }
  const [titles, nodes] = [await cells(page, 'title'), await cells(page, 'nodes')];
  titles.slice(0, 10).forEach((title, at) => assert.equal(Number(nodes[at]), byTitle.get(title)));
  for (const text of await cells(page, 'released')) assert.equal(text, 'Not reported');
  await page.leave();
});

test('a CVE opens the findings that name it', async () => {
  const page = await openView(rig, 'cves', '?sort=-nodes');
  const [cve] = await cells(page, 'cve');
  // A CVE that is named for a patch on one node is one of that patch on every node.
  const naming = findings.filter(({ patch }) => cvesOf(patch).includes(cve));
  const titles = new Set(naming.map(({ patch }) => patch.title));
  const meant = findings.filter(({ patch }) => titles.has(patch.title)).length;
  await rows(page).first().locator('td').first().focus();
  await page.keyboard.press('Enter');
  await heading(page, 'Findings').waitFor();
  await becomes(() => hashOf(page), `#/findings?filter=cves=${cve}`);
  await page.getByText(`(${meant}/${number(findings.length)})`).waitFor();
  await page.leave();
});

test('a filter by an attribute that is not loaded says so', async () => {
  for (const view of ['findings', '']) {
    const page = await rig.visit({ at: `#/${view}?filter=tag.Team=payments` });
    await page.getByText('The filter asks for the attribute “Team”, which no node has.').waitFor();
    await page.getByRole('link', { name: 'load them again' }).waitFor();
    await page.leave();
  }
});

test('rows follow each other without a gap, whatever their heights', async () => {
  for (const [view, width] of [
    ['findings', 1100],
    ['patches', 900],
    ['nodes', 360],
  ]) {
    const page = await openView(rig, view, { viewport: { width, height: 700 } });
    await allRead(page);
    for (const y of [0, 900, 2600, 1e9, 1200, 300]) {
      await page.evaluate((top) => scrollTo(0, top), y);
      await becomes(() => gaps(page), [], `${view}, scrolled to ${y}`);
    }
    await page.leave();
  }
});

/** The distances between rows in the document that are not 0, in whole pixels. */
function gaps(page) {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll('[role=grid] tbody [role=row]')]
      .map((row) => [Number(row.dataset.index), row.getBoundingClientRect()])
      .sort(([one], [other]) => one - other);
    const next = rows.slice(1).map(([index, { top }], at) => [index - rows[at][0], top - rows[at][1].bottom]);
    return next.filter(([step, px]) => step === 1 && Math.abs(px) >= 1).map(([, px]) => px);
  });
}
