/** The built page on a plain file server: the sample fleet comes from a service worker. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { sampleOfToday } from '../../scripts/sample-fleet.mjs';
import { createSimulator } from '../../simulator/index.js';
import { violations } from './axe.js';
import { becomes, fleetLoaded, textSettled, tileCounts } from './rig.js';
import { openStaticSite } from './static-site.js';
import { allRead, rows } from './tables.js';

const PHONE = { width: 320, height: 640 };
const VIEWS = { '#/findings': 'Findings', '#/patches': 'Patches', '#/cves': 'CVEs' };

let site;
before(async () => {
  site = await openStaticSite();
});
after(() => site.close());
afterEach(() => {
  site.files = {};
});

const sum = (counts) => counts.reduce((total, count) => total + count, 0);
const unavailable = (page) => page.getByText('The sample fleet is not available here');
const workerOf = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration?.active?.scriptURL.split('/').at(-1);
  });

async function openSample(options) {
  const page = await site.visit(options);
  await fleetLoaded(page);
  return page;
}

async function refresh(page) {
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText('reading again').or(page.locator('.panel-progress')).first().waitFor();
  await fleetLoaded(page);
}

test('in a folder of a file server, the sample fleet fills every view', async () => {
  const page = await openSample();
  await page.getByText('answers in this browser').waitFor();
  await textSettled(page);
  const counts = await tileCounts(page);
  const { scopes } = createSimulator(sampleOfToday());
  const nodes = scopes.map(({ fleet }) => [...fleet.allNodes()].length);
  assert.equal(sum(Object.values(counts)), sum(nodes));
  for (const verdict of ['non-compliant', 'unreported', 'stale', 'compliant'])
    assert.ok(counts[verdict] > 0, `no node is ${verdict}`);
  for (const [at, name] of Object.entries(VIEWS)) {
    await page.goto(`${site.url}${at}`);
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await allRead(page);
    await rows(page).first().waitFor();
  }
  await page.goto(`${site.url}#/overview`);
  await page.getByRole('heading', { name: 'Past end of life' }).waitFor();
  await page.getByRole('heading', { name: 'AWS’s own number' }).waitFor();
  await page.goto(`${site.url}#/trend`);
  await page.getByText('The site’s history folder: 12 snapshots').waitFor();
  await page.getByRole('region', { name: 'Compliance over time' }).locator('svg').waitFor();
  await page.goto(`${site.url}#/report`);
  await page.locator('.report-rows tbody tr').first().waitFor();
  await page.goto(`${site.url}#/`);
  await page.locator('.nodes-grid tbody tr').first().click();
  await page.locator('.patches-grid tbody tr').first().waitFor();
  assert.deepEqual(
    site.requests.filter((line) => !line.startsWith('GET ') || line.includes('/ssm/')),
    [],
  );
  await page.leave();
});

test('the worker answers after a forced reload, after the browser stopped it, and offline', async () => {
  const own = await openStaticSite();
  const page = await own.visit();
  await fleetLoaded(page);
  const debug = await page.context().newCDPSession(page);
  const reloaded = page.waitForEvent('load');
  await debug.send('Page.reload', { ignoreCache: true });
  await reloaded;
  await fleetLoaded(page);
  await debug.send('ServiceWorker.enable');
  await debug.send('ServiceWorker.stopAllWorkers');
  await own.stop();
  await refresh(page);
  await page.leave();
  await own.close();
});

test('a new version of the site replaces the worker, and a site without a sample ends it', async () => {
  const page = await openSample({ expect: /404/ });
  const before = await workerOf(page);
  const sample = await (await fetch(`${site.url}sample.json`)).json();
  assert.equal(before, sample.simulated);
  site.files['sample.json'] = JSON.stringify({ ...sample, simulated: 'sample-worker.js?v=next' });
  await page.reload();
  await fleetLoaded(page);
  await becomes(() => workerOf(page), 'sample-worker.js?v=next');
  site.files['sample.json'] = null;
  await page.reload();
  await page.getByRole('heading', { name: 'Connect to your fleet' }).waitFor();
  await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()));
  await page.leave();
});

for (const [why, files] of Object.entries({
  'cannot be fetched': { 'sample-worker.js': null },
  'does not run': { 'sample-worker.js': 'throw new Error("broken")' },
  'belongs to another site': {
    'sample.json': JSON.stringify({
      simulated: 'https://elsewhere.example/sample-worker.js',
      ...{ endpoint: 'ssm/', region: 'us-east-1', accessKeyId: 'A', secretAccessKey: 'B' },
    }),
  },
})) {
  test(`a worker that ${why} leaves the form, which says so`, async () => {
    site.files = files;
    const page = await site.visit({ at: '#/overview', expect: /404|bad HTTP response|broken/ });
    await unavailable(page).waitFor();
    await page.getByRole('button', { name: 'Connect', exact: true }).waitFor();
    assert.equal(await workerOf(page), undefined);
    await page.leave();
  });
}

test('a page whose scripts are gone says so, and one that starts does not', async () => {
  const slow = (page) => page.getByText('reload the page');
  const html = await (await fetch(site.url)).text();
  const [entry] = /assets\/index-[^"]+\.js/.exec(html);
  site.files[entry] = null;
  const page = await site.visit({ expect: /404/ });
  await slow(page).waitFor();
  assert.deepEqual(await violations(page), []);
  delete site.files[entry];
  await page.reload();
  await fleetLoaded(page);
  assert.equal(await slow(page).count(), 0);
  await page.leave();
});

test('a browser without service workers is offered the form, in all its looks', async () => {
  const host = 'patchlens.example';
  const plain = await openStaticSite({ host, args: [`--host-resolver-rules=MAP ${host} 127.0.0.1`] });
  for (const colorScheme of ['light', 'dark']) {
    for (const viewport of [undefined, PHONE]) {
      const page = await plain.visit({ colorScheme, ...(viewport && { viewport }) });
      await unavailable(page).waitFor();
      await page.getByLabel('Region').waitFor();
      const { scrollWidth, innerWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        innerWidth,
      }));
      assert.ok(scrollWidth <= innerWidth, `${scrollWidth} px wide`);
      assert.deepEqual(await violations(page), []);
      await page.leave();
    }
  }
  await plain.close();
});
