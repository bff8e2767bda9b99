/** The history that a browser keeps, if its reader wants that. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, test } from 'node:test';
import { Fleet } from '../../dist/fleet.js';
import { violations } from './axe.js';
import { becomes, fleetLoaded, KEYS, openRig } from './rig.js';
import { region, TREND, trendRead } from './trend.js';

let rig;
before(async () => {
  rig = await openRig({ nodes: 150 });
});
after(() => rig.close());
afterEach(() => {
  rig.faults = undefined;
});

const kept = (page) => region(page, 'In this browser');
const keepButton = (page) => page.getByRole('button', { name: 'Keep a history', exact: true });
const oneKept = (page) => kept(page).getByText(/1 snapshot of \d+ KB in all/);
const noneKept = (page) => kept(page).getByText(/No snapshot is stored/);

const databases = (page) =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

async function connectOwn(page) {
  await page.goto(`${rig.url}#/connect`);
  await page.getByLabel('Region').fill('us-east-1');
  await page.getByLabel(/^Endpoint/).fill(rig.endpoint);
  await page.getByLabel('Access key id').fill(KEYS.accessKeyId);
  await page.getByLabel('Secret access key').fill(KEYS.secretAccessKey);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('button', { name: 'Disconnect' }).waitFor();
  await fleetLoaded(page);
}

test('nothing is kept before the reader says so, and “No” is remembered', async () => {
  const page = await rig.visit({ at: TREND });
  await fleetLoaded(page);
  await region(page, 'Keep a history in this browser?').waitFor();
  await page.getByText('There is no history yet').waitFor();
  assert.deepEqual(await databases(page), []);
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await noneKept(page).waitFor();
  await page.reload();
  await fleetLoaded(page);
  await noneKept(page).waitFor();
  await becomes(() => region(page, 'Keep a history in this browser?').count(), 0);
  await page.leave();
});

test('two tabs share a history: what one keeps or deletes, the other shows', async () => {
  const page = await rig.visit({ at: TREND });
  await fleetLoaded(page);
  await keepButton(page).click();
  await oneKept(page).waitFor();
  await page.getByRole('heading', { name: 'One complete snapshot so far' }).waitFor();
  await kept(page).getByText(/The browser has room for/).waitFor();
  await kept(page).getByText(/Safari deletes it after seven days/).waitFor();
  await kept(page).getByText('1 snapshot, one by one').click();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), []);
  }

  const other = await page.context().newPage();
  await other.goto(rig.url + TREND);
  await fleetLoaded(other);
  // The same day and scopes: the last one takes the place of the first.
  await oneKept(other).waitFor();
  const [download] = await Promise.all([
    other.waitForEvent('download'),
    other.getByRole('button', { name: 'Export all' }).click(),
  ]);
  const fleet = await Fleet.open(new Uint8Array(await readFile(await download.path())));
  assert.ok(fleet.nodeCount >= 150);
  fleet.free();
  await other.getByRole('button', { name: 'Delete all' }).click();
  await noneKept(other).waitFor();
  await noneKept(page).waitFor();
  await page.getByText('There is no history yet').waitFor();

  await page.getByRole('button', { name: 'Refresh' }).click();
  await oneKept(other).waitFor();
  await other.getByText('1 snapshot, one by one').click();
  await other.getByRole('button', { name: /^Delete the snapshot of/ }).click();
  await noneKept(page).waitFor();
  await page.getByRole('button', { name: 'Stop keeping' }).click();
  await keepButton(other).waitFor();
  await page.leave();
});

test('a later version of the page in another tab is not blocked, and this tab says so', async () => {
  const page = await rig.visit({ at: TREND });
  await fleetLoaded(page);
  await keepButton(page).click();
  await oneKept(page).waitFor();
  const other = await page.context().newPage();
  await other.goto(`${rig.url}sample.json`);
  await other.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('patchlens-history', 2);
        opening.onsuccess = () => resolve();
        opening.onblocked = () => reject(new Error('blocked'));
        opening.onerror = () => reject(opening.error);
      }),
  );
  await page.getByRole('button', { name: 'Delete all' }).click();
  await kept(page).getByText(/^Another tab has a newer version of this page/).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.leave();
});

test('a browser that stores nothing says so', async () => {
  const page = await rig.visit({
    at: TREND,
    prepare: (it) =>
      it.addInitScript(() => {
        globalThis.IDBFactory.prototype.open = () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        };
      }),
  });
  await fleetLoaded(page);
  await keepButton(page).click();
  await kept(page).getByText(/does not let the page store anything/).waitFor();
  await page.leave();
});

test('a reading of one’s own fleet starts from the kept one, and the sample is kept apart', async () => {
  const page = await rig.visit({ at: TREND });
  await fleetLoaded(page);
  await keepButton(page).click();
  await oneKept(page).waitFor();
  await connectOwn(page);
  await page.getByRole('link', { name: 'Trend', exact: true }).click();
  await page.getByText('There is no history of this fleet').waitFor();
  await keepButton(page).click();
  await kept(page).getByText(/2 snapshots of \d+ KB in all/).waitFor();
  await trendRead(page);
  await page.getByRole('heading', { name: 'One complete snapshot so far' }).waitFor();

  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('complementary', { name: 'Sample fleet' }).waitFor();
  await fleetLoaded(page);
  const before = rig.calls.length;
  await connectOwn(page);
  const asked = rig.calls.slice(before).map(({ operation }) => operation);
  assert.ok(asked.includes('DescribeInstancePatchStates'));
  assert.ok(!asked.includes('DescribeInstancePatches'), 'no patches are read again');

  const stored = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('patchlens-history');
        opening.onsuccess = () => {
          const db = opening.result;
          const asking = db.transaction(['entries', 'data']).objectStore('data').getAll();
          asking.onsuccess = () => {
            db.close();
            resolve(asking.result.map((bytes) => new TextDecoder('latin1').decode(bytes)));
          };
        };
      }),
  );
  for (const text of stored) {
    assert.ok(!text.includes(KEYS.accessKeyId) && !text.includes(KEYS.secretAccessKey));
  }
  assert.equal(await page.evaluate((key) => JSON.stringify({ ...localStorage }).includes(key), KEYS.accessKeyId), false);
  await page.leave();
});

test('a reading that fails or is cancelled does not take the place of a complete one', async () => {
  const page = await rig.visit({ at: TREND, expect: /Failed to load resource/ });
  await fleetLoaded(page);
  await keepButton(page).click();
  await oneKept(page).waitFor();
  rig.faults = ({ operation }) =>
    operation === 'DescribeInstancePatchStates'
      ? { kind: 'fail', status: 400, code: 'AccessDeniedException' }
      : undefined;
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('alert').first().waitFor({ timeout: 90_000 });
  await kept(page).getByText('1 snapshot, one by one').click();
  const list = await kept(page).locator('.kept-list').innerText();
  assert.doesNotMatch(list, /partial/);
  await page.leave();
});
