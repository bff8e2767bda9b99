import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import {
  becomes,
  expectedVerdicts,
  fleetLoaded,
  KEYS,
  openRig,
  says,
  TEMPORARY_KEYS,
  tileCounts,
} from './rig.js';

/** Chromium's own messages about requests that fail or get an error response. */
const REFUSED = /Failed to load resource|CORS policy/;

let rig;
before(async () => {
  rig = await openRig({ nodes: 120, sample: false });
});
after(() => rig.close());

const openForm = async (options) => {
  const page = await rig.visit({ expect: REFUSED, ...options });
  await page.getByRole('heading', { level: 1, name: 'Connect to your fleet' }).waitFor();
  return page;
};

async function fill(page, { endpoint = rig.endpoint, region = 'us-east-1', ...keys }) {
  const values = {
    Regions: region,
    'Endpoint (optional)': endpoint,
    'Access key id': keys.accessKeyId,
    'Secret access key': keys.secretAccessKey,
    'Session token (of temporary credentials)': keys.sessionToken ?? '',
  };
  for (const [label, value] of Object.entries(values))
    await page.getByLabel(label, { exact: true }).fill(value);
}

const submit = (page) => page.getByRole('button', { name: 'Connect', exact: true }).click();
const alert = (page) => page.getByRole('alert');

/** Everything that a page keeps: document, field values, storage, address, history. */
function traces() {
  return JSON.stringify([
    document.documentElement.outerHTML,
    [...document.querySelectorAll('input')].map((input) => input.value),
    { ...localStorage },
    { ...sessionStorage },
    document.cookie,
    location.href,
    history.state,
    document.title,
    Object.keys(window).map((key) => String(window[key])),
  ]);
}

test('without a sample the form comes first, and explains itself', async () => {
  const page = await openForm();
  const text = await page.locator('main').innerText();
  for (const action of [
    'DescribeInstanceProperties',
    'DescribeInstanceInformation',
    'DescribeInstancePatchStates',
    'DescribeInstancePatches',
    'GetPatchBaseline',
    'ListResourceComplianceSummaries',
    'ListComplianceSummaries',
  ]) {
    assert.match(text, new RegExp(`ssm:${action}`));
  }
  assert.match(text, /CORS/);
  assert.match(text, /not stored/);
  const secret = page.getByLabel('Secret access key');
  await becomes(() => secret.getAttribute('type'), 'password');
  await becomes(() => secret.getAttribute('autocomplete'), 'off');
  await becomes(() => page.getByLabel('Session token').getAttribute('type'), 'password');
  await page.leave();
});

for (const [kind, keys] of [
  ['a user’s keys', KEYS],
  ['a role session’s keys', TEMPORARY_KEYS],
]) {
  test(`with ${kind} the fleet at another origin opens, and the keys leave no trace`, async () => {
    const page = await openForm();
    await fill(page, keys);
    await submit(page);
    await fleetLoaded(page);
    assert.notEqual(new URL(rig.endpoint).origin, new URL(page.url()).origin);
    await becomes(() => tileCounts(page), expectedVerdicts(rig.fleet));
    await becomes(() => page.locator('.banner').count(), 0);
    await page.locator('.nodes-grid tbody tr').first().click();
    await page.locator('.node-facts').waitFor();
    const found = await page.evaluate(traces);
    for (const [name, secret] of Object.entries(keys)) assert.ok(!found.includes(secret), name);
    await page.leave();
  });
}

test('disconnecting forgets the keys, and fills in Regions and endpoint again', async () => {
  const page = await openForm();
  await fill(page, KEYS);
  await submit(page);
  await fleetLoaded(page);
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await becomes(() => page.getByLabel('Regions').inputValue(), 'us-east-1');
  await becomes(() => page.getByLabel('Endpoint').inputValue(), rig.endpoint);
  await becomes(() => page.getByLabel('Access key id').inputValue(), '');
  await becomes(() => page.getByLabel('Secret access key').inputValue(), '');
  assert.ok(!(await page.evaluate(traces)).includes(KEYS.secretAccessKey));
  await page.leave();
});

test('a wrong secret is explained, with a request id, and can be corrected', async () => {
  const page = await openForm();
  const secretAccessKey = 'wrong/SECRET+of+forty+characters+0123456';
  await fill(page, { ...KEYS, secretAccessKey });
  await submit(page);
  await alert(page).waitFor();
  const text = await alert(page).innerText();
  assert.match(text, /did not accept the credentials/);
  assert.match(text, /Request id: [0-9a-f-]{36}/);
  await page.getByText('Details', { exact: true }).click();
  const details = await alert(page).innerText();
  assert.match(details, /InvalidSignatureException/);
  assert.ok(!details.includes(secretAccessKey));
  await page.getByLabel('Secret access key').fill(KEYS.secretAccessKey);
  await submit(page);
  await fleetLoaded(page);
  await page.leave();
});

test('an unknown access key id is explained', async () => {
  const page = await openForm();
  await fill(page, { ...KEYS, accessKeyId: 'AKIAUNKNOWNUNKNOWN00' });
  await submit(page);
  await alert(page).getByText('did not accept the credentials').waitFor();
  await page.leave();
});

test('a wrong region is explained', async () => {
  const page = await openForm();
  await fill(page, { ...KEYS, region: 'eu-west-1' });
  await submit(page);
  await alert(page).getByText('did not accept the credentials').waitFor();
  await page.leave();
});

test('an endpoint that can never work is named before anything is sent', async () => {
  const page = await openForm();
  await fill(page, { ...KEYS, endpoint: 'http://ssm.example.com/' });
  const before = rig.calls.length;
  await submit(page);
  await alert(page).getByText('A setting cannot be right').waitFor();
  assert.equal(rig.calls.length, before);
  await page.leave();
});

test('an endpoint without CORS headers is explained as such', async () => {
  const server = createServer((_, response) => response.writeHead(200).end('{}'));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${server.address().port}/`;
  rig.allow(endpoint);
  const page = await openForm();
  await fill(page, { ...KEYS, endpoint });
  await submit(page);
  await alert(page).getByText('could not be reached').waitFor();
  await says(alert(page), /CORS/);
  await page.leave();
  server.close();
});

test('connecting can be cancelled', async () => {
  rig.faults = () => ({ kind: 'stall' });
  const page = await openForm();
  await fill(page, KEYS);
  await submit(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Connect', exact: true }).waitFor();
  await becomes(() => alert(page).count(), 0);
  rig.faults = undefined;
  await submit(page);
  await fleetLoaded(page);
  await page.leave();
});

test('pasted exports fill all the fields', async () => {
  const page = await openForm();
  await page.getByLabel('Access key id').focus();
  const exports = `export AWS_ACCESS_KEY_ID=${TEMPORARY_KEYS.accessKeyId}\nexport AWS_SECRET_ACCESS_KEY=${TEMPORARY_KEYS.secretAccessKey}\nexport AWS_SESSION_TOKEN=${TEMPORARY_KEYS.sessionToken}\nexport AWS_REGION=us-east-1`;
  await paste(page, exports);
  await becomes(() => page.getByLabel('Secret access key').inputValue(), TEMPORARY_KEYS.secretAccessKey);
  await page.getByLabel('Endpoint').fill(rig.endpoint);
  await submit(page);
  await fleetLoaded(page);
  await page.leave();
});

/** Pastes a text into the focused field. */
function paste(page, text) {
  return page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', data);
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

test('the page says what a paste filled in and what it did not understand', async () => {
  const page = await openForm();
  const field = (label) => page.getByLabel(label).inputValue();
  await page.getByLabel('Session token').fill('a token of other keys');
  await page.getByLabel('Access key id').focus();
  const { accessKeyId, secretAccessKey } = KEYS;
  await paste(page, `\uFEFFAccess key ID,Secret access key\r\n${accessKeyId},${secretAccessKey}\r\n`);
  await becomes(() => field('Access key id'), accessKeyId);
  await becomes(() => field('Secret access key'), secretAccessKey);
  await becomes(() => field('Session token'), '');
  const message = page.locator('.paste-message');
  await becomes(() => message.innerText(), 'Filled in: access key id, secret access key.');
  await paste(page, `set -gx AWS_ACCESS_KEY_ID ${accessKeyId}\n${secretAccessKey}`);
  await says(message, /Not understood or not used: line 2\./);
  const live = page.locator('[role=status][aria-live=polite]');
  await live.filter({ hasText: /Not understood/ }).waitFor({ state: 'attached' });
  await paste(page, 'no keys at all');
  await says(message, /No credentials were found/);
  await page.leave();
});

test('an address of a node leads there once connected', async () => {
  const [, node] = [...rig.fleet.nodes()][7];
  const page = await openForm({ at: `#/node/${node.id}` });
  await fill(page, KEYS);
  await submit(page);
  await page.locator('.node-facts').waitFor();
  await page.waitForURL(new RegExp(node.id));
  await page.leave();
});
