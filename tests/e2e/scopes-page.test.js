/** Several accounts and Regions in one session. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { violations } from './axe.js';
import { breakdownOf, widthOf } from './overview.js';
import { becomes, fleetLoaded, openRig, passes, says } from './rig.js';
import {
  ACCOUNT,
  addRole,
  connectToAll,
  DENIED,
  EXTERNAL_ID,
  fillKeys,
  fillRole,
  FIRST,
  nodeCount,
  OTHER,
  OWN_KEYS,
  ownRegions,
  ROLE,
  roleRow,
  SCOPES,
  scopeStatus,
  SECOND,
  submit,
  THIRD,
} from './scopes.js';

/** Chromium's own messages about error responses. */
const REFUSED = /Failed to load resource/;
const PATIENT = { timeout: 60_000 };

let rig;
before(async () => {
  rig = await openRig({ scopes: SCOPES, sample: false });
});
after(() => rig.close());
afterEach(() => {
  rig.faults = undefined;
});

const openForm = async (options) => {
  const page = await rig.visit({ at: '#/connect', expect: REFUSED, ...options });
  await page.getByRole('heading', { level: 1, name: 'Connect to your fleet' }).waitFor();
  return page;
};
const callsSince = (from) => rig.calls.slice(from);
const line = (page, id) => scopeStatus(page).getByRole('listitem').filter({ hasText: id });

test('two Regions and a role are one fleet, and the address names them', async () => {
  const page = await openForm();
  await connectToAll(page, rig);
  await line(page, SECOND).getByText(/: read \d+ of \d+ nodes?, .*[1-9]\d* throttled/).waitFor(PATIENT);
  await fleetLoaded(page, PATIENT);
  await becomes(() => page.locator('.headline').innerText(), `${nodeCount(rig)} nodes`);
  await becomes(() => scopeStatus(page).count(), 0);
  await page.waitForURL(new RegExp(`#/\\?scope=${SECOND},${FIRST},${THIRD}$`));
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.locator('.overview-page').waitFor();
  await page.waitForURL(new RegExp(`#/overview\\?scope=${SECOND},${FIRST},${THIRD}$`));
  const accounts = await breakdownOf(page, 'By account').innerText();
  assert.match(accounts, new RegExp(`${ACCOUNT}[^]*/\\s*${nodeCount(rig, FIRST, SECOND)}`));
  assert.match(accounts, new RegExp(`${OTHER}[^]*/\\s*${nodeCount(rig, THIRD)}`));
  await page.getByRole('link', { name: new RegExp(OTHER) }).click();
  await page.locator('.nodes-grid').waitFor();
  await page.getByText(`${nodeCount(rig, THIRD)} of ${nodeCount(rig)} nodes`).waitFor();
  const text = await page.evaluate(() => [document.documentElement.outerHTML, location.href].join());
  for (const secret of [OWN_KEYS.secretAccessKey, OWN_KEYS.accessKeyId, EXTERNAL_ID]) {
    assert.ok(!text.includes(secret));
  }
  await page.getByRole('button', { name: '3 scopes' }).press('Enter');
  const list = page.getByRole('list', { name: 'Connected scopes' });
  await becomes(() => list.getByRole('listitem').allInnerTexts(), [FIRST, SECOND, THIRD]);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await becomes(() => ownRegions(page).inputValue(), 'us-east-1, eu-central-1');
  await becomes(() => roleRow(page, 1).getByLabel('Role ARN').inputValue(), ROLE);
  await becomes(() => roleRow(page, 1).getByLabel('External id').inputValue(), '');
  await becomes(() => page.getByLabel('Secret access key').inputValue(), '');
  await page.leave();
});

test('a scope that refuses stops no other, and is tried again alone', async () => {
  rig.faults = ({ account }) => (account === OTHER ? DENIED : undefined);
  const page = await openForm();
  await connectToAll(page, rig);
  const failed = line(page, THIRD);
  await failed.getByText('These credentials are not allowed to read this').waitFor(PATIENT);
  await says(failed, /no nodes were read[^]*ssm:DescribeInstance/);
  await page.getByText(/partial, 1 of 3 scopes could not be read/).waitFor(PATIENT);
  await says(scopeStatus(page), /^1 of 3 scopes could not be read/);
  const known = nodeCount(rig, FIRST, SECOND);
  await says(page.locator('.headline'), new RegExp(`^${known} nodes`));
  await says(page.locator('.left-out'), /1 of 3 scopes that could not be read/);
  assert.deepEqual(await violations(page), []);

  const from = rig.calls.length;
  await failed.getByRole('button', { name: `Try again: ${THIRD}` }).click();
  await page.getByText(/partial, 1 of 3 scopes could not be read/).waitFor(PATIENT);
  assert.ok(callsSince(from).length > 0);
  assert.deepEqual(callsSince(from).filter(({ account }) => account === ACCOUNT), []);

  rig.faults = undefined;
  await failed.getByRole('button', { name: `Try again: ${THIRD}` }).click();
  await fleetLoaded(page, PATIENT);
  await becomes(() => page.locator('.headline').innerText(), `${nodeCount(rig)} nodes`);
  await becomes(() => scopeStatus(page).count(), 0);
  await page.leave();
});

test('a scope can be tried again while others are being read', async () => {
  let refuses = true;
  rig.faults = ({ account, region, operation }) => {
    if (account === OTHER && refuses) return DENIED;
    // The second scope takes its time.
    return region === 'eu-central-1' && operation === 'DescribeInstancePatches' && refuses
      ? { kind: 'throttle' }
      : undefined;
  };
  const page = await openForm({ viewport: { width: 320, height: 800 }, colorScheme: 'dark' });
  await connectToAll(page, rig);
  const again = page.getByRole('button', { name: `Try again: ${THIRD}` });
  await again.waitFor(PATIENT);
  await page.getByRole('progressbar', { name: 'Loading the fleet' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await passes(async () => assert.ok((await widthOf(page)) <= 320));
  refuses = false;
  await again.click();
  await fleetLoaded(page, PATIENT);
  await becomes(() => page.locator('.headline').innerText(), `${nodeCount(rig)} nodes`);
  await page.leave();
});

test('a role that cannot be assumed fails its own scope only', async () => {
  const page = await openForm();
  await fillKeys(page, rig, { regions: 'us-east-1' });
  await addRole(page);
  await fillRole(page, 1, { externalId: 'wrong', regions: 'us-east-1' });
  await submit(page);
  await line(page, THIRD).getByRole('button', { name: /Try again/ }).waitFor(PATIENT);
  await line(page, THIRD).getByText('Details').click();
  await says(line(page, THIRD), /sts:AssumeRole/);
  await page.getByText(/1 of 2 scopes could not be read/).first().waitFor(PATIENT);
  await says(page.locator('.headline'), new RegExp(`^${nodeCount(rig, FIRST)} nodes`));
  await page.leave();
});

test('the roles alone can be read', async () => {
  const page = await openForm();
  await addRole(page);
  await fillKeys(page, rig, { regions: '' });
  await fillRole(page, 1, { regions: 'us-east-1' });
  const from = rig.calls.length;
  await submit(page);
  await fleetLoaded(page, PATIENT);
  await page.waitForURL((url) => url.href.endsWith(`?scope=${THIRD}`));
  assert.ok(!callsSince(from).some(({ operation }) => operation === 'GetCallerIdentity'));
  await page.leave();
});

test('mistakes are named with field and value, before anything is sent', async () => {
  const page = await openForm();
  await fillKeys(page, rig, { regions: 'us-east-1, eu-*' });
  await addRole(page);
  await roleRow(page, 1).getByLabel('Role ARN').and(page.locator(':focus')).waitFor();
  await fillRole(page, 1, { arn: 'arn:aws:iam::12:role/x', regions: '' });
  const from = rig.calls.length;
  await submit(page);
  const problems = page.getByRole('alert');
  await problems.waitFor();
  const text = await problems.innerText();
  assert.match(text, /Regions: “eu-\*” is not the name of a Region/);
  assert.match(text, /Role 1, role ARN: “arn:aws:iam::12:role\/x” is not the ARN of a role/);
  assert.match(text, /Role 1, Regions: name at least one Region/);
  await becomes(() => ownRegions(page).getAttribute('aria-invalid'), 'true');
  await ownRegions(page).and(page.locator(':focus')).waitFor();
  assert.equal(rig.calls.length, from);
  await page.getByRole('button', { name: 'Remove role 1' }).click();
  const add = page.getByRole('button', { name: 'Add an account by its role' });
  await add.and(page.locator(':focus')).waitFor();
  await page.leave();
});

test('the form lists Regions by name, the calls and the policy', async () => {
  for (const [colorScheme, width] of [['light', 1440], ['dark', 320]]) {
    const page = await openForm({ colorScheme, viewport: { width, height: 900 } });
    await page.getByText('Choose by name').first().click();
    await page.getByLabel('Europe (Frankfurt) eu-central-1').check();
    await page.getByLabel('US East (Ohio) us-east-2').check();
    await becomes(() => ownRegions(page).inputValue(), 'eu-central-1, us-east-2');
    await page.getByLabel('Europe (Frankfurt) eu-central-1').uncheck();
    await becomes(() => ownRegions(page).inputValue(), 'us-east-2');
    await addRole(page);
    await fillRole(page, 1, { regions: 'eu-west-1, eu-west-2' });
    await addRole(page);
    const calls = await page.locator('.connect-calls').innerText();
    assert.match(calls, /1 sts:AssumeRole/);
    assert.match(calls, /3 ssm:DescribeInstanceInformation/);
    assert.match(calls, /scan of 3 scopes/);
    const policy = JSON.parse(await page.getByLabel('IAM policy').innerText());
    assert.deepEqual(policy.Statement[1].Action, 'sts:AssumeRole');
    assert.equal(policy.Statement[1].Resource[0], ROLE);
    assert.deepEqual(await violations(page), []);
    await passes(async () => assert.ok((await widthOf(page)) <= width));
    await page.leave();
  }
});

test('without STS a scope is its Region alone, and the page says so', async () => {
  rig.faults = ({ operation }) =>
    operation === 'GetCallerIdentity' ? { kind: 'fail', status: 404, body: '' } : undefined;
  const page = await openForm();
  await fillKeys(page, rig, { regions: 'us-east-1' });
  await submit(page);
  await fleetLoaded(page, PATIENT);
  await page.getByText(/account of these keys could not be learned from STS/).waitFor();
  await page.waitForURL((url) => url.href.endsWith('#/?scope=us-east-1'));
  await page.leave();
});

test('a sample of several scopes says so, is in no address, and opens a node of each', async () => {
  const plain = SCOPES.map(({ account, region, fleet }) => ({ account, region, fleet }));
  const several = await openRig({ scopes: plain });
  const [, node] = [...several.scopes[2].fleet.nodes()][3];
  const page = await several.visit({ at: '#/overview' });
  await fleetLoaded(page, PATIENT);
  await becomes(() => page.locator('.headline').innerText(), `${nodeCount(several)} nodes`);
  await page.getByText('These nodes of 3 scopes of 2 accounts are simulated').waitFor();
  await page.waitForURL((url) => url.href.endsWith('#/overview'));
  await page.getByRole('button', { name: '3 scopes' }).click();
  await page.getByRole('list', { name: 'Connected scopes' }).waitFor();
  await page.goto(`${several.url}#/node/${encodeURIComponent(THIRD)}/${node.id}`);
  const patches = several.scopes[2].fleet.patches(node).length;
  await page.locator('.shown-count', { hasText: `of ${patches}` }).waitFor(PATIENT);
  await says(page.locator('.node-facts'), new RegExp(`us-east-1, ${OTHER}`));
  await page.leave();
  await several.close();
});
