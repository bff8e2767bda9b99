import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { pageTest } from './on-watch.js';
import { becomes, column, fleetLoaded, nodesOf, openRig, passes, says } from './rig.js';

const test = pageTest(import.meta.url);

let rig;
before(async () => {
  rig = await openRig({ nodes: 200 });
});
after(() => rig.close());
afterEach(() => {
  rig.faults = undefined;
});

const scanned = () =>
  [...rig.fleet.nodes()].map(([, node]) => node).filter((node) => node.isScanned);
const openStates = ['Missing', 'Failed', 'InstalledRejected', 'InstalledPendingReboot'];
const isOpen = (patch) => openStates.includes(patch.state);
const byMostPatches = (a, b) => rig.fleet.patches(b).length - rig.fleet.patches(a).length;

async function openNode(node, query = '', options = {}) {
  const page = await rig.visit({ at: `#/node/${node.id}${query}`, ...options });
  await page.locator('.node-facts').waitFor();
  return page;
}

const patchesLoaded = (page, count) =>
  page
    .locator('.table-card .card-head', { hasText: `${count.toLocaleString('en')} patches` })
    .waitFor();
const shown = (page) => page.locator('.shown-count').innerText();

test('a click on a row opens the node with all its patches, open problems first', async () => {
  const node = scanned()
    .filter((one) => rig.fleet.patches(one).some(isOpen))
    .sort(byMostPatches)[0];
  const patches = rig.fleet.patches(node);
  const page = await rig.visit({ at: `#/?q=${node.id}` });
  await fleetLoaded(page);
  const name = await page.locator('.node-name').innerText();
  await page.locator('.nodes-grid tbody tr .cell-platform').click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await patchesLoaded(page, patches.length);
  await page.waitForURL(new RegExp(`#/node/us-east-1/${node.id}$`));
  await becomes(() => shown(page), `${patches.length} of ${patches.length}`);

  const open = patches.filter(isOpen).length;
  await passes(async () => {
    const states = await column(page, 'state');
    const firstRows = states.slice(0, Math.min(open, states.length));
    for (const state of firstRows) assert.match(state, /Failed|Missing|rejected|Pending reboot/);
  });
  await page.getByLabel('State').selectOption({ label: `Open problems (${open})` });
  await becomes(() => shown(page), `${open} of ${patches.length}`);
  await page.leave();
});

test('the facts of a node are those that the service reports', async () => {
  const node = scanned().find(
    (one) =>
      rig.fleet.patchState(one).counts.Missing > 0 && !one.leavesOutCounts && !one.isHybrid,
  );
  const { counts, operation, baselineId } = rig.fleet.patchState(node);
  const page = await openNode(node);
  await page.getByText(operation, { exact: true }).waitFor();
  const fact = (term) =>
    page.locator('.node-facts dt', { hasText: term }).first().locator('+ dd').innerText();
  await becomes(() => fact('Agent'), node.agentVersion);
  const { publicAddress, state } = rig.fleet.instance(node);
  await becomes(() => fact('IP address'), publicAddress || '–\nNot reported');
  await becomes(() => fact('Instance'), state);
  await becomes(() => fact('Region'), rig.scope ? 'us-east-1, 111122223333' : 'us-east-1');
  await passes(async () => assert.match(await fact('Baseline'), new RegExp(`${baselineId}$`)));
  await becomes(() => fact('Missing'), String(counts.Missing));
  await becomes(() => fact('Not applicable'), String(counts.NotApplicable));
  await page.leave();
});

test('a patch shows title, KB, severity, classification, CVEs and when it was installed', async () => {
  const node = scanned().find((one) => rig.fleet.patches(one).some((patch) => patch.cveIds));
  const patch = rig.fleet.patches(node).find((one) => one.cveIds);
  const page = await openNode(node, `?q=${encodeURIComponent(patch.kbId)}`);
  await patchesLoaded(page, rig.fleet.patches(node).length);
  const row = page.locator('.patches-grid tbody tr', { hasText: patch.title }).first();
  await becomes(() => row.locator('.cell-title').innerText(), patch.title);
  await becomes(() => row.locator('.cell-kb').innerText(), patch.kbId);
  await becomes(() => row.locator('.cell-severity').innerText(), patch.severity || '–');
  await becomes(() => row.locator('.cell-classification').innerText(), patch.classification || '–');
  const link = row.locator('.cves a').first();
  const [cve] = patch.cveIds.split(',');
  await becomes(() => link.getAttribute('href'), `https://nvd.nist.gov/vuln/detail/${cve.trim()}`);
  await passes(async () => assert.match(await link.getAttribute('rel'), /noreferrer/));
  await page.leave();
});

test('the values that mean "no time" are not shown as times', async () => {
  const node = scanned().find(
    (one) =>
      one.platform.type === 'Windows' &&
      rig.fleet.patches(one).some((patch) => patch.state === 'Missing'),
  );
  const page = await openNode(node, '?state=MISSING');
  await patchesLoaded(page, rig.fleet.patches(node).length);
  await passes(async () => {
    for (const text of await column(page, 'installed')) assert.equal(text, '–\nNot reported');
  });
  await page.leave();
});

for (const width of [390, 1000, 1440]) {
  test(`in a window of ${width} px the state of every patch stays in its column`, async () => {
    const node = scanned().find((one) =>
      rig.fleet.patches(one).some(({ state }) => state === 'AvailableSecurityUpdate'),
    );
    const page = await openNode(node, '', { viewport: { width, height: 900 } });
    await page.locator('.cell-state', { hasText: 'Update available' }).first().waitFor();
    const spills = await page.locator('tbody .cell-state').evaluateAll((cells) =>
      cells
        .filter((cell) => {
          const badge = cell.querySelector('.badge').getBoundingClientRect();
          return badge.right > cell.getBoundingClientRect().right + 1;
        })
        .map((cell) => cell.innerText),
    );
    assert.deepEqual(spills, []);
    await page.leave();
  });
}

test('patches filter by text, severity and classification, sort, and the address keeps the query', async () => {
  const node = scanned().sort(byMostPatches)[0];
  const patches = rig.fleet.patches(node);
  const page = await openNode(node);
  await patchesLoaded(page, patches.length);
  const { severity, classification } = patches.find(
    (patch) => patch.severity && patch.classification,
  );
  const like = patches.filter(
    (patch) => patch.severity === severity && patch.classification === classification,
  );
  await page.getByLabel('Severity').selectOption(`=${severity}`);
  await page.getByLabel('Classification').selectOption(`=${classification}`);
  await becomes(() => shown(page), `${like.length} of ${patches.length}`);
  await page.getByRole('columnheader', { name: 'Patch', exact: true }).getByRole('button').click();
  const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  await passes(async () => {
    const titles = await column(page, 'title');
    assert.deepEqual(titles, [...titles].sort(compare));
  });
  await page.reload();
  await patchesLoaded(page, patches.length);
  await becomes(() => shown(page), `${like.length} of ${patches.length}`);
  await page.getByLabel('Find patches').fill('no such patch');
  await page.getByText('No patch matches these filters').waitFor();
  await page.locator('.empty').getByRole('button', { name: 'Clear filters' }).click();
  await becomes(() => shown(page), `${patches.length} of ${patches.length}`);
  await page.leave();
});

test('loading patches shows progress, can be cancelled, and goes on', async () => {
  const node = scanned().sort(byMostPatches)[0];
  const patches = rig.fleet.patches(node);
  assert.ok(patches.length > 100);
  let asked = 0;
  let slow = true;
  rig.faults = ({ operation }) => {
    if (operation !== 'DescribeInstancePatches' || !slow) return undefined;
    asked += 1;
    return asked > 1 ? { kind: 'stall' } : undefined;
  };
  const page = await openNode(node);
  await page.getByText(/^50 patches( of about \d+)? loaded$/).waitFor();
  await becomes(() => page.getByRole('progressbar', { name: 'Loading the patches' }).count(), 1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText(/Partial\. You stopped loading: 50 patches/).waitFor();
  slow = false;
  await page.getByRole('button', { name: 'Continue loading' }).click();
  await patchesLoaded(page, patches.length);
  await page.leave();
});

test('leaving a node stops its requests, and coming back goes on', async () => {
  const node = scanned().sort(byMostPatches)[0];
  let slow = true;
  rig.faults = ({ operation, input }) =>
    slow && operation === 'DescribeInstancePatches' && input.NextToken
      ? { kind: 'stall' }
      : undefined;
  const page = await openNode(node);
  await page.getByText(/^50 patches/).waitFor();
  await page.getByRole('link', { name: 'Fleet', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Fleet' }).waitFor();
  slow = false;
  await page.goBack();
  await patchesLoaded(page, rig.fleet.patches(node).length);
  await page.leave();
});

test('a node that was never scanned is shown as such, and not as a failure', async () => {
  const node = [...rig.fleet.nodes()].map(([, one]) => one).find((one) => !one.isScanned);
  const page = await openNode(node, '', { expect: /status of 400/ });
  await page.getByText('There is no patch data for this node').waitFor();
  await page.getByText('AWS-RunPatchBaseline').waitFor();
  await says(page.locator('.page-head'), /Unreported/);
  await becomes(() => page.locator('[role=alert]').count(), 0);
  await page.leave();
});

test('the neighbours in the list are one step away', async () => {
  const page = await rig.visit({ at: '#/?sort=name' });
  await fleetLoaded(page);
  const names = await page.locator('.node-name').allInnerTexts();
  await page.locator('.nodes-grid tbody tr').first().click();
  await page.getByRole('heading', { level: 1, name: names[0] }).waitFor();
  await page.getByRole('link', { name: `Next node: ${names[1]}` }).click();
  await page.getByRole('heading', { level: 1, name: names[1] }).waitFor();
  await page.getByText(`2 of ${nodesOf(rig.fleet).length}`).waitFor();
  await page.reload();
  await page.getByText(`2 of ${nodesOf(rig.fleet).length}`).waitFor();
  await page.getByRole('link', { name: `Previous node: ${names[0]}` }).click();
  await page.getByRole('heading', { level: 1, name: names[0] }).waitFor();
  await page.leave();
});
