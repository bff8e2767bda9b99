import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { scanned } from './overview.js';
import {
  becomes,
  expectedVerdicts,
  fleetLoaded,
  openRig,
  passes,
  says,
  tileCounts,
} from './rig.js';

const REFUSED = /Failed to load resource/;
const NODES = 400;
/** The scan repeats requests for a while before it gives a scope up. */
const PATIENT = { timeout: 90_000 };

let rig;
/** How many nodes are past it. */
let endOfLife;
before(async () => {
  rig = await openRig({ nodes: NODES });
  const fleet = await scanned(rig);
  ({ endOfLife } = fleet.summary());
  fleet.free();
});
after(() => rig.close());
afterEach(() => {
  rig.faults = undefined;
});

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const alert = (page) => page.getByRole('alert');
const states = ({ operation }) => operation === 'DescribeInstancePatchStates';

/** Lets the first `count` requests for patch states pass and applies `fault` to the others. */
function firstOnly(count, fault) {
  let passed = 0;
  return (call) => {
    if (!states(call)) return undefined;
    passed += 1;
    return passed > count ? fault : undefined;
  };
}

async function visitFailing(faults) {
  rig.faults = faults;
  const page = await rig.visit({ expect: REFUSED });
  await alert(page).waitFor(PATIENT);
  return page;
}

async function recovers(page, button) {
  rig.faults = undefined;
  await alert(page).getByRole('button', { name: button }).click();
  await fleetLoaded(page);
  await becomes(() => alert(page).count(), 0);
  await becomes(() => tileCounts(page), expectedVerdicts(rig.fleet));
}

test('loading shows progress and partial results; cancelling keeps them, and they are marked', async () => {
  rig.faults = firstOnly(3, { kind: 'stall' });
  const page = await rig.visit();
  await page.getByText(/^[1-9]\d* of 412 nodes read/).waitFor();
  await becomes(() => page.getByRole('progressbar', { name: 'Loading the fleet' }).count(), 1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText(/Partial\. You stopped loading: \d+ of 412 nodes read/).waitFor();
  await says(page.locator('.headline'), /partial/);
  await passes(async () => {
    const counts = await tileCounts(page);
    assert.equal(sum(Object.values(counts)), 412);
    // A system past its end of life is non-compliant before it is asked.
    assert.ok(counts.unreported >= 412 - 150 - endOfLife, 'what was not asked is not judged');
  });
  await says(page.locator('.left-out'), /[1-9]\d* not asked yet.*not read yet/);
  rig.faults = undefined;
  await page.getByRole('button', { name: 'Continue loading' }).click();
  await fleetLoaded(page);
  await becomes(() => tileCounts(page), expectedVerdicts(rig.fleet));
  await page.leave();
});

test('a denied action is named, what was loaded stays, and loading goes on once it is allowed', async () => {
  const denied = {
    kind: 'fail',
    status: 400,
    code: 'AccessDeniedException',
    message: 'User is not authorized.',
  };
  const page = await visitFailing(firstOnly(2, denied));
  for (const words of [
    /not allowed to read this/,
    /ssm:DescribeInstancePatchStates/,
    /What is shown is partial/,
    /Request id: [0-9a-f-]{36}/,
  ]) {
    await says(alert(page), words);
  }
  await passes(async () => assert.ok((await page.locator('.nodes-grid tbody tr').count()) > 0));
  await recovers(page, 'Continue loading');
  await page.leave();
});

for (const [name, fault, words] of [
  [
    'a session that expired',
    { kind: 'fail', status: 400, code: 'ExpiredTokenException' },
    /session has expired/,
  ],
  ['a server that fails', { kind: 'fail' }, /problem of its own.*HTTP 500\./s],
  [
    'an HTML page of a proxy',
    { kind: 'fail', status: 502, body: '<html>Bad Gateway</html>', contentType: 'text/html' },
    /HTTP 502/,
  ],
  ['an answer cut in half', { kind: 'cut' }, /not understandable/],
  ['a connection that breaks', { kind: 'reset' }, /could not be reached/],
]) {
  test(`${name} is explained, and trying again helps`, async () => {
    const page = await visitFailing(() => fault);
    await says(alert(page), words);
    await recovers(page, 'Try again');
    await page.leave();
  });
}

test('throttling does not end the scan, which says so and can be cancelled', async () => {
  rig.faults = () => ({ kind: 'throttle' });
  const page = await rig.visit({ expect: REFUSED });
  await page.locator('.panel-progress', { hasText: /[1-9]\d* throttled/ }).waitFor();
  await becomes(() => alert(page).count(), 0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText(/Partial\. You stopped loading/).waitFor();
  await page.leave();
});

test('a service that is down is explained', async () => {
  const own = await openRig({ nodes: 10 });
  await own.stopService();
  const page = await own.visit({ expect: REFUSED });
  await alert(page).getByText('could not be reached').waitFor(PATIENT);
  await alert(page).getByRole('button', { name: 'Change the connection' }).click();
  await page.getByRole('heading', { level: 1, name: 'Connect to your fleet' }).waitFor();
  await page.leave();
  await own.close();
});

test('an empty account is no error', async () => {
  const own = await openRig({ nodes: 0 });
  const page = await own.visit();
  await page.getByText('There are no managed nodes in us-east-1').waitFor();
  await page.leave();
  await own.close();
});

test('a failure while patches load keeps those that are loaded, and loading goes on', async () => {
  const node = [...rig.fleet.nodes()]
    .map(([, one]) => one)
    .find((one) => rig.fleet.patches(one).length > 100);
  rig.faults = ({ operation, input }) =>
    operation === 'DescribeInstancePatches' && input.NextToken
      ? { kind: 'fail', status: 400, code: 'AccessDeniedException' }
      : undefined;
  const page = await rig.visit({ at: `#/node/${node.id}`, expect: REFUSED });
  await alert(page).getByText('ssm:DescribeInstancePatches', { exact: true }).waitFor();
  await says(page.locator('.shown-count'), /of 50$/);
  rig.faults = undefined;
  await alert(page).getByRole('button', { name: 'Continue loading' }).click();
  const total = rig.fleet.patches(node).length;
  await page.locator('.shown-count', { hasText: `${total} of ${total}` }).waitFor();
  await page.leave();
});
