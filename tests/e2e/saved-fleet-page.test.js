/** Saving a fleet as a file, and opening it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { Fleet } from '../../dist/fleet.js';
import { violations } from './axe.js';
import { becomes, fleetLoaded, openRig, tileCounts } from './rig.js';
import { scan, TREND, withFiles } from './trend.js';

let rig;
let bytes;
before(async () => {
  rig = await openRig({ nodes: 200 });
  const fleet = await scan(rig);
  bytes = fleet.snapshot();
  fleet.free();
});
after(() => rig.close());

const banner = (page) => page.getByRole('complementary', { name: 'Saved fleet' });

test('the fleet is saved under its scope and time, and opens in the package', async () => {
  const page = await rig.visit({ at: TREND });
  await fleetLoaded(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save fleet' }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^patchlens-us-east-1-\d{4}-\d\d-\d\dT\d{4}Z\.fleet$/);
  const [fleet, same] = await Promise.all([
    Fleet.open(new Uint8Array(await readFile(await download.path()))),
    Fleet.open(bytes),
  ]);
  const facts = ({ nodes, verdicts, bySeverity }) => ({ nodes, verdicts, bySeverity });
  assert.deepEqual(facts(fleet.summary()), facts(same.summary()));
  fleet.free();
  same.free();
  await page.leave();
});

test('a saved fleet is shown as such, and nothing is read for it', async () => {
  const page = await rig.visit();
  await fleetLoaded(page);
  await page.goto(`${rig.url}#/connect`);
  await page.getByText('Back to the sample fleet').waitFor();
  await withFiles({ 'broken.fleet': bytes.slice(0, 500), 'saved.fleet': bytes }, async (paths) => {
    const [broken, saved] = paths;
    const input = page.getByLabel('Saved fleet', { exact: true });
    await input.setInputFiles(broken);
    await page.getByRole('alert').getByText(/^broken\.fleet cannot be opened\. It is not/).waitFor();
    assert.deepEqual(await violations(page), []);
    const calls = rig.calls.length;
    await input.setInputFiles(saved);
    await banner(page).getByText(/^Saved fleet of \d+ \w+ \d{4}, \d\d:\d\d \S+\./).waitFor();
    await fleetLoaded(page);
    assert.equal(rig.calls.length, calls);
  });
  const fleet = await Fleet.open(bytes);
  await becomes(() => tileCounts(page), { ...fleet.summary().verdicts });
  await becomes(() => page.getByRole('button', { name: 'Refresh' }).count(), 0);
  assert.deepEqual(await violations(page), []);

  const filter = { tokens: [{ property: 'missing', operator: '>', value: '0' }] };
  const [{ instanceId, scopeId }] = fleet.nodes({ filter, limit: 1 }).rows;
  const { findings } = fleet.node(scopeId, instanceId);
  fleet.free();
  await page.goto(`${rig.url}#/node/${scopeId}/${instanceId}`);
  await page.getByRole('heading', { name: 'Open patches' }).waitFor();
  await page.getByText(/^A saved fleet has the open patches of a node\./).waitFor();
  await page.getByText(`${findings.length} patch${findings.length === 1 ? '' : 'es'}`).first().waitFor();
  assert.deepEqual(await violations(page), []);
  await banner(page).waitFor();

  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await banner(page).waitFor({ state: 'detached' });
  await page.getByRole('complementary', { name: 'Sample fleet' }).waitFor();
  await page.leave();
});

test('a part of a fleet says so in the name of its file, and when it is opened', async () => {
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatchStates' ? { kind: 'stall' } : undefined;
  const page = await rig.visit({ at: TREND });
  await page.getByText(/read$|of \d+ nodes read/).first().waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Partial.').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save fleet' }).click(),
  ]);
  rig.faults = undefined;
  assert.match(download.suggestedFilename(), /-partial\.fleet$/);
  const part = await readFile(await download.path());
  await page.goto(`${rig.url}#/connect`);
  await withFiles({ 'part.fleet': part }, async ([path]) => {
    await page.getByLabel('Saved fleet', { exact: true }).setInputFiles(path);
    await banner(page).waitFor();
  });
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByText(/The reading is not complete/).waitFor();
  await page.leave();
});

test('at a link to scopes that are not connected, a saved fleet is shown under an address of its own', async () => {
  const link = '#/findings?scope=111122223333/eu-central-1';
  const page = await rig.visit({ at: link });
  await page.getByText(/^This link shows 111122223333\/eu-central-1\./).waitFor();
  await withFiles({ 'saved.fleet': bytes }, async ([saved]) => {
    await page.getByLabel('Saved fleet', { exact: true }).setInputFiles(saved);
    await banner(page).waitFor();
    await fleetLoaded(page);
  });
  await becomes(async () => new URL(page.url()).hash, '#/');
  await page.evaluate((hash) => (location.hash = hash), link);
  await page.getByRole('link', { name: 'Show the saved fleet' }).click();
  await banner(page).waitFor();
  await becomes(async () => new URL(page.url()).hash, '#/overview');
  await page.leave();
});
