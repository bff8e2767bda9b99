/** What the overview says when something is not read, not there, or not what one expects. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { violations } from './axe.js';
import { countedNode, openBackend, TOKEN } from './counts-backend.js';
import {
  AT,
  breakdownOf,
  leadsTo,
  section,
  setTarget,
  visitOverview,
  widthOf,
} from './overview.js';
import { becomes, fleetLoaded, nodesOf, openRig, passes, says } from './rig.js';

const REFUSED = /Failed to load resource/;

let rig;
before(async () => {
  rig = await openRig({ nodes: 400 });
});
after(() => rig.close());
afterEach(() => {
  rig.faults = undefined;
});

test('AWS’s own number that may not be read is not 0', async () => {
  rig.faults = ({ operation }) =>
    operation === 'ListComplianceSummaries'
      ? { kind: 'fail', status: 400, code: 'AccessDeniedException' }
      : undefined;
  const page = await rig.visit({ at: AT, expect: REFUSED });
  const aws = section(page, 'AWS’s own number');
  await aws.getByText('Not read', { exact: true }).waitFor();
  assert.doesNotMatch(await aws.innerText(), /\d/);
  await page.leave();
});

test('patches that may not be read are “not read”, never 0', async () => {
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatches'
      ? { kind: 'fail', status: 400, code: 'AccessDeniedException' }
      : undefined;
  const page = await rig.visit({ at: AT, expect: REFUSED });
  await page.getByRole('alert').first().waitFor({ timeout: 90_000 });
  await section(page, 'Open patches').getByText('Not read.', { exact: true }).waitFor();
  const ages = section(page, 'Age of open patches against a target, by the vendor’s severity');
  await ages.getByText('Not read.', { exact: true }).waitFor();
  await becomes(() => page.locator('.coverage').count(), 0);
  await says(section(page, 'How old the data is'), /not read, only counted/);
  await page.leave();
});

test('a backend that sends counts only shows no number of patches, and none of AWS', async () => {
  const backend = await openBackend([countedNode('i-0a', 3), countedNode('i-0b', 0)]);
  rig.allow(backend.url);
  const page = await rig.visit({ at: '#/connect' });
  await page.getByRole('radio', { name: /Worker/ }).check();
  await page.getByLabel('URL of the Worker').fill(backend.url);
  await page.getByLabel('Access token').fill(TOKEN);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await fleetLoaded(page);
  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await section(page, 'Open patches').getByText('Not read.', { exact: true }).waitFor();
  await section(page, 'AWS’s own number').getByText('Not read', { exact: true }).waitFor();
  const standing = await section(page, 'Compliant nodes').innerText();
  assert.match(standing, /^Compliant nodes\s+1 of 2 managed nodes/);
  assert.match(standing, /not reported whether nodes run/);
  await page.leave();
  await backend.close();
});

test('a stopped scan is marked as partial, in words', async () => {
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatchStates' ? { kind: 'stall' } : undefined;
  const page = await rig.visit({ at: AT });
  await section(page, 'How old the data is').getByText(/of what is read so far/).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await section(page, 'How old the data is').getByText(/The reading is not complete/).waitFor();
  const standing = await section(page, 'Compliant nodes').innerText();
  assert.match(standing, /not asked yet[^]*Not everything is read yet/);
  assert.deepEqual(await violations(page), []);
  await page.leave();
});

test('a scope that fails is named, with how old what is shown of it is', async () => {
  const denied = { kind: 'fail', status: 400, code: 'AccessDeniedException' };
  let passed = 0;
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatchStates' && (passed += 1) > 2 ? denied : undefined;
  const page = await rig.visit({ at: AT, expect: REFUSED });
  const failed = section(page, 'How old the data is').locator('.failed-scope');
  await failed.waitFor({ timeout: 90_000 });
  await says(failed, /^us-east-1 failed: .*\. What is shown of it was read/);
  const standing = await section(page, 'Compliant nodes').innerText();
  assert.match(standing, /The nodes of scopes that failed may be missing/);
  await page.leave();
});

test('a scope of which nothing is known shows the error and no numbers', async () => {
  rig.faults = () => ({ kind: 'fail', status: 400, code: 'AccessDeniedException' });
  const page = await rig.visit({ at: AT, expect: REFUSED });
  await page.getByRole('alert').first().waitFor({ timeout: 90_000 });
  await becomes(() => page.locator('.overview-page').count(), 0);
  await becomes(() => page.getByRole('heading', { name: 'Overview' }).count(), 1);
  await page.leave();
});

test('a region without nodes says so', async () => {
  const change = (output) => ({ ...output, InstanceProperties: [], NextToken: undefined });
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstanceProperties' ? { kind: 'lie', change } : undefined;
  const page = await rig.visit({ at: AT });
  await page.getByText('There are no managed nodes in us-east-1').waitFor();
  await page.leave();
});

const HOSTILE = '<img src=x onerror="document.title=1">,=1+1 \u202e"|';

test('hostile text of the service is text, and its groups lead to their nodes', async () => {
  const lies = {
    DescribeInstanceProperties: ({ InstanceProperties, ...rest }) => ({
      ...rest,
      InstanceProperties: InstanceProperties.map((node) => ({ ...node, PlatformName: HOSTILE })),
    }),
    DescribeInstancePatchStates: ({ InstancePatchStates, ...rest }) => ({
      ...rest,
      InstancePatchStates: InstancePatchStates.map((node) => ({ ...node, PatchGroup: HOSTILE })),
    }),
    GetPatchBaseline: (output) => ({ ...output, Name: HOSTILE }),
    DescribeInstancePatches: ({ Patches, ...rest }) => ({
      ...rest,
      Patches: Patches.map((patch) => ({ ...patch, Severity: HOSTILE })),
    }),
  };
  rig.faults = ({ operation }) =>
    lies[operation] && { kind: 'lie', change: lies[operation] };
  const page = await visitOverview(rig);
  const bar = page.locator('.by-severity .count-bar-label').first();
  await becomes(() => bar.innerText(), HOSTILE);
  assert.equal(await page.locator('main img').count(), 0);
  await setTarget(page, HOSTILE, '14');
  await page.locator('.age-row .age-undecided').waitFor();
  await page.reload();
  await fleetLoaded(page);
  await page.locator('.age-row .age-undecided').waitFor();
  await becomes(() => page.getByLabel(`${HOSTILE} (days)`).inputValue(), '14');
  await passes(async () => assert.ok((await widthOf(page)) <= 1440));
  const share = breakdownOf(page, 'By baseline').locator('.share', { hasText: '<img' });
  const [, nodes] = (await share.locator('.share-count').innerText()).split(' / ');
  await leadsTo(page, share, Number(nodes));
  await page.leave();
});

test('an attribute in the address that no node has is a group of its own', async () => {
  const page = await visitOverview(rig, `#/overview?by=${encodeURIComponent(HOSTILE)}`);
  const group = page.locator('.attribute-group');
  await becomes(() => group.getByLabel('Attribute').inputValue(), HOSTILE);
  const share = group.locator('.share');
  await says(share, /Not reported/);
  await leadsTo(page, share, nodesOf(rig.fleet).length);
  await page.leave();
});
