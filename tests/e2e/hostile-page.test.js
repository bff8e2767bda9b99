/** Hostile texts in every field that the service can send are shown as text, on every view. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import Papa from 'papaparse';
import { everyText, marked, MARKUP } from './hostile.js';
import { fleetLoaded, openRig, passes, textSettled } from './rig.js';
import { allRead, filter, rows, saved } from './tables.js';

const PHONE = { width: 320, height: 640 };
const TABLES = ['findings', 'patches', 'cves'];
/** The members that the views of the page show. */
const SHOWN = [
  ...['Name', 'ComputerName', 'IPAddress', 'AgentVersion', 'PingStatus', 'InstanceState'],
  ...['PlatformName', 'PlatformVersion'],
  ...['PatchGroup', 'Operation', 'RebootOption'],
  ...['Title', 'KBId', 'Classification', 'Severity', 'State', 'CVEIds'],
];

let rig;
before(async () => {
  rig = await openRig({ nodes: 40 });
});
after(() => rig.close());
afterEach(() => {
  rig.faults = undefined;
});

/** Calls `look` on each view, with the fleet read. */
async function onEachView(page, look) {
  await fleetLoaded(page);
  await textSettled(page);
  await look('nodes');
  await page.goto(`${rig.url}#/overview`);
  await page.locator('.overview-page').waitFor();
  await textSettled(page);
  await look('overview');
  for (const table of TABLES) {
    await page.goto(`${rig.url}#/${table}`);
    await allRead(page);
    await rows(page).first().waitFor();
    await look(table);
  }
  await page.goto(`${rig.url}#/?verdict=non-compliant`);
  await rows(page).first().click();
  await page.locator('.node-facts').waitFor();
  await page.locator('.patches-grid tbody tr').first().waitFor();
  await textSettled(page);
  await look('node');
}

/** All that the page says: texts, titles, names and values. */
function said(page) {
  return page.evaluate(() => {
    const attributes = [...document.querySelectorAll('[title], [aria-label], input')].flatMap(
      (element) => [element.title, element.ariaLabel, element.value],
    );
    return [document.body.textContent, document.title, ...attributes].join('\n');
  });
}

/** What markup in a text would have made of the page. */
function harm(page) {
  return page.evaluate(() => ({
    hurt: globalThis.hurt,
    made: [...document.querySelectorAll('#app :is(script, iframe, [onerror]), #app img:not(.brand img)')]
      .map((element) => element.outerHTML),
  }));
}

const unharmed = { hurt: undefined, made: [] };

test('markup in every text of the service is text on every view', async () => {
  rig.faults = everyText(marked);
  const page = await rig.visit();
  const found = new Set();
  await onEachView(page, async (view) => {
    const text = await said(page);
    const members = [...text.matchAll(/\[(\w+)\]/g)].map(([, member]) => member);
    assert.ok(members.length > 0, `${view} shows none of them`);
    for (const member of members) found.add(member);
    assert.ok(text.includes(MARKUP), `${view} has another text than the service sent`);
    assert.deepEqual(await harm(page), unharmed, view);
  });
  const missing = SHOWN.filter((member) => !found.has(member));
  assert.deepEqual(missing, []);
  await page.leave();
});

test('suggestions and tokens of a filter show hostile values as text', async () => {
  rig.faults = everyText(marked);
  const page = await rig.visit({ at: '#/findings' });
  await allRead(page);
  for (const property of ['patchGroup', 'title', 'severity']) {
    await filter(page).fill(`${property}=`);
    const option = page.getByRole('option').filter({ hasText: '<img src=x' }).first();
    await option.waitFor();
    assert.deepEqual(await harm(page), unharmed, property);
  }
  await page.getByRole('option').filter({ hasText: '<img src=x' }).first().click();
  await page.getByText(/severity = .*<img src=x/).first().waitFor();
  assert.deepEqual(await harm(page), unharmed);
  await page.leave();
});

test('texts of 3,000 characters do not widen any view on a phone', async () => {
  rig.faults = everyText((member) => `${member}${'W'.repeat(3000)}`);
  const page = await rig.visit({ viewport: PHONE });
  await onEachView(page, async (view) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= PHONE.width, `${view} is ${width} px wide`);
  });
  await page.leave();
});

test('the code and message of an error are text', async () => {
  for (const code of ['AccessDeniedException', `<b>Denied</b>${MARKUP}`]) {
    const body = JSON.stringify({ __type: code, message: marked('message') });
    rig.faults = () => ({ kind: 'fail', status: 400, body });
    const page = await rig.visit({ expect: /Failed to load resource/ });
    const alert = page.getByRole('alert').first();
    await alert.waitFor();
    await alert.getByText('Details').click();
    await passes(async () => assert.ok((await alert.textContent()).includes(marked('message'))));
    assert.deepEqual(await harm(page), unharmed);
    await page.leave();
  }
});

test('no cell of a saved table begins a formula', async () => {
  const starts = ['=', '+', '-', '@', '\t=', '\r='];
  const textOf = (member) => `${starts[member.length % starts.length]}HYPERLINK("http://x.example")`;
  rig.faults = everyText(textOf);
  const page = await rig.visit();
  await fleetLoaded(page);
  const nodes = await saved(page, 'CSV');
  await page.goto(`${rig.url}#/findings`);
  await allRead(page);
  const findings = await saved(page, 'CSV');
  for (const { text } of [nodes, findings]) {
    const cells = Papa.parse(text).data.flat();
    assert.ok(cells.some((cell) => /^'[=+@-]HYPERLINK/.test(cell)));
    const formula = cells.find((cell) => /^[=+@\t\r-](?!\d)/.test(cell));
    assert.equal(formula, undefined);
  }
  await page.leave();
});
