/** Addresses that name scopes, and the rules by which a view judges. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { violations } from './axe.js';
import { becomes, fleetLoaded, openRig } from './rig.js';
import {
  addRole,
  connectToAll,
  fillKeys,
  fillRole,
  FIRST,
  nodeCount,
  OWN_KEYS,
  ownRegions,
  roleRow,
  SCOPES,
  SECOND,
  submit,
  THIRD,
} from './scopes.js';
import { allRead } from './tables.js';

/** Chromium's own messages about error responses. */
const REFUSED = /Failed to load resource/;
const PATIENT = { timeout: 60_000 };

let own;
let sample;
before(async () => {
  own = await openRig({ scopes: SCOPES, sample: false });
  sample = await openRig({ nodes: 120 });
  sample.allow(new URL(own.endpoint).origin);
});
after(async () => {
  await own.close();
  await sample.close();
});

const heading = (page) => page.getByRole('heading', { level: 1, name: 'Connect to your fleet' });
const shownCount = (page, text) => page.locator('.shown-count', { hasText: text });
const banner = (page) => page.getByRole('complementary', { name: 'Scopes of this link' });

test('a link to scopes that are not connected opens the form, never the sample fleet', async () => {
  const at = `#/findings?filter=severity=Critical&stale=3&scope=${FIRST},${SECOND},${THIRD}`;
  const page = await sample.visit({ at, expect: REFUSED });
  await heading(page).waitFor();
  await page.getByText(`This link shows ${FIRST}, ${SECOND} and ${THIRD}.`).waitFor();
  assert.equal(sample.calls.length, 0, 'the sample fleet is not read');
  assert.equal(await page.locator('.view-nav, .banner').count(), 0);
  await becomes(() => ownRegions(page).inputValue(), 'us-east-1, eu-central-1');
  const arn = roleRow(page, 1).getByLabel('Role ARN');
  await becomes(() => arn.inputValue(), 'arn:aws:iam::444455556666:role/');
  assert.deepEqual(await violations(page), []);

  await fillKeys(page, own, { regions: 'us-east-1, eu-central-1' });
  await fillRole(page, 1, { regions: 'us-east-1' });
  await submit(page);
  await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
  await page.locator('.findings-table').waitFor(PATIENT);
  const address = `#/findings?filter=severity=Critical&stale=3&scope=${SECOND},${FIRST},${THIRD}`;
  await becomes(async () => new URL(page.url()).hash, address);
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByText('Sample fleet.').waitFor();
  await page.waitForURL((address) => !address.hash.includes('scope='));
  await page.goBack();
  await page.getByText(/^This link shows/).waitFor();
  await page.getByRole('link', { name: 'Show the sample fleet' }).click();
  await page.locator('.overview-page').waitFor();
  await page.waitForURL((url) => !url.href.includes('scope='));
  await page.leave();
});

test('a link to some of the connected scopes says what else is counted, and narrows', async () => {
  const page = await own.visit({ at: `#/?filter=verdict=stale&scope=${THIRD}`, expect: REFUSED });
  await page.getByText(`This link shows ${THIRD}.`).waitFor();
  await connectToAll(page, own);
  await banner(page).getByText('2 scopes more, and all numbers here count them too').waitFor(PATIENT);
  await fleetLoaded(page, PATIENT);
  assert.deepEqual(await violations(page), []);
  await banner(page).getByRole('link', { name: 'Show only that scope' }).click();
  await banner(page).waitFor({ state: 'detached' });
  const address = `#/?filter=verdict=stale+scopeId=${THIRD}&scope=${SECOND},${FIRST},${THIRD}`;
  await becomes(async () => new URL(page.url()).hash, address);
  await shownCount(page, `of ${nodeCount(own)}`).waitFor();
  await page.goBack();
  await banner(page).waitFor();
  await page.evaluate((hash) => (location.hash = hash), `#/overview?scope=${FIRST},999999999999/eu-west-1`);
  await heading(page).waitFor();
  await page.getByText('Of these, 999999999999/eu-west-1 is not connected.').waitFor();
  await page.getByRole('link', { name: 'Show what is connected' }).click();
  await page.locator('.overview-page').waitFor();
  await page.leave();
});

test('a link of an account that the keys do not belong to still leads to what is connected', async () => {
  const page = await own.visit({ at: '#/?scope=999999999999/us-east-1', expect: REFUSED });
  await fillKeys(page, own, { regions: 'us-east-1' });
  await submit(page);
  await page.getByText(`Connected is ${FIRST}.`).waitFor(PATIENT);
  await page.getByRole('link', { name: 'Show what is connected' }).click();
  await page.locator('.overview-page').waitFor(PATIENT);
  await page.leave();
});

test('a link that names an endpoint does not make the page contact it', async () => {
  let visits = 0;
  const server = createServer((_, response) => {
    visits += 1;
    response.end('{}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${server.address().port}/`;
  const at = `#/findings?endpoint=${endpoint}&url=${endpoint}&scope=${FIRST},${endpoint}`;
  const page = await sample.visit({ at, expect: REFUSED });
  await heading(page).waitFor();
  await becomes(() => page.getByLabel('Endpoint').inputValue(), '');
  await page.waitForLoadState('networkidle');
  assert.equal(visits, 0);
  assert.ok(!(await page.locator('main').innerText()).includes(endpoint));
  await page.leave();
  server.close();
});

test('every address is judged by its own rules, and every link keeps them', async () => {
  const rules = 'stale=2&targets=Critical%3A1';
  const page = await sample.visit({ at: `#/findings?filter=overdue=true&${rules}` });
  await allRead(page);
  // Ages are only known as "at least" in a first scan, so none is overdue for certain.
  const undecided = await page.locator('.undecided').innerText();
  await page.getByRole('link', { name: 'Nodes', exact: true }).click();
  await page.waitForURL(`**/#/?${rules}`);
  await becomes(() => page.getByLabel('Stale after').inputValue(), '2');
  await page.locator('.nodes-grid .node-name').first().click();
  await page.waitForURL(new RegExp(`#/node/us-east-1/[^?]+\\?${rules}$`));
  await page.reload();
  await page.locator('.node-facts').waitFor();
  await page.waitForURL(new RegExp(`\\?${rules}$`));
  await page.goBack();
  await page.waitForURL(`**/#/?${rules}`);
  await page.goBack();
  await page.locator('.undecided', { hasText: undecided }).waitFor();
  await page.reload();
  await page.locator('.undecided', { hasText: undecided }).waitFor(PATIENT);
  await page.waitForURL(new RegExp(`filter=overdue=true&${rules}$`));

  const other = await sample.visit({ at: '#/findings?filter=overdue=true' });
  await allRead(other);
  assert.notEqual(await other.locator('.undecided').innerText(), undecided, 'the defaults differ');
  await other.leave();
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.locator('.overview-page').waitFor();
  await becomes(() => page.getByLabel('Critical (days)').inputValue(), '1');
  await page.leave();
});
