/** The page on the fleet of a server that speaks docs/backend-protocol.md. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Fleet, localSource } from '../fleet/engine.js';
import { fixture } from '../fleet/questions.js';
import { serveSource } from '../fleet/source-server.js';
import { violations } from './axe.js';
import { becomes, column, openRig, passes, says, tileCounts } from './rig.js';

/** So that all rows are in sight. */
const TALL = { width: 1440, height: 2000 };
const TOKEN = 'a.b-c_d~e+f/g=';
const SERVER = { name: 'From a fleet server' };
/** Chromium's own message about the `sample.json` that this site has not. */
const NO_SAMPLE = /status of 404/;
/** Its messages about error responses and refusals. */
const REFUSED = /Failed to load resource|blocked by CORS policy|Content Security Policy/;
const local = localSource(fixture.load(Fleet));
const FAILED = { id: '777788889999/eu-west-1', region: 'eu-west-1', account: '777788889999' };
const DENIED = {
  code: 'service',
  reason: 'denied',
  message: 'Cannot list: AccessDeniedException',
  operation: 'DescribeInstancePatchStates',
  awsCode: 'AccessDeniedException',
  retryable: false,
};

let rig;
let server;
/** What the server has, which tests replace. */
let source = local;

before(async () => {
  rig = await openRig({ sample: false });
  const current = Object.fromEntries(
    Object.keys(local).map((name) => [name, (...input) => source[name](...input)]),
  );
  server = await serveSource(current, {
    authorize: (token) => (token === TOKEN ? 'granted' : 'unauthorized'),
    origins: [new URL(rig.url).origin],
    maxLimit: 3,
  });
  rig.allow(server.url);
});
after(async () => {
  await rig.close();
  await server.close();
});

async function fill(page, { url = server.url, token = TOKEN } = {}) {
  await page.getByRole('radio', SERVER).check();
  await page.getByLabel('Address of the server').fill(url);
  await page.getByLabel('Access token').fill(token);
}

const submit = (page) => page.getByRole('button', { name: 'Connect', exact: true }).click();
const note = (page) => page.getByRole('complementary', { name: 'Fleet of a server' });

async function connected(options) {
  const page = await rig.visit({ expect: NO_SAMPLE, ...options });
  await fill(page);
  await submit(page);
  await note(page).waitFor();
  return page;
}

/** The count and the buttons of the toolbar cover none of its fields. */
async function assertApart(page) {
  const boxOf = (name) => page.locator(`.filter-toolbar ${name}`).last().boundingBox();
  const [field, shown] = await Promise.all([boxOf('.field:has(:disabled)'), boxOf('.shown')]);
  assert.ok(field.x + field.width <= shown.x || field.y + field.height <= shown.y);
}

for (const colorScheme of ['light', 'dark']) {
  test(`each view answers about the fleet of a server, ${colorScheme}`, async () => {
    const page = await rig.visit({ colorScheme, viewport: TALL, expect: NO_SAMPLE });
    await fill(page);
    assert.deepEqual(await violations(page), []);
    await submit(page);
    const { nodes, verdicts, findings } = await local.summary();
    await becomes(() => page.locator('.headline').innerText(), `${nodes} nodes`);
    await becomes(() => tileCounts(page), { ...verdicts });
    // More rows than the server gives at once.
    await becomes(async () => (await column(page, 'name')).length, nodes);
    await note(page).getByText('Verdicts, targets and exceptions are those of the server.').waitFor();
    const limit = page.getByLabel('Stale after');
    await passes(async () => assert.ok(await limit.isDisabled()));
    await becomes(() => limit.inputValue(), 'By server');
    await assertApart(page);
    await becomes(() => page.getByRole('button', { name: 'CSV' }).count(), 0);
    assert.deepEqual(await violations(page), []);
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.locator('.standing-count').waitFor();
    const open = page.locator('.open-patches [data-count]').first();
    await becomes(() => open.getAttribute('data-count'), String(findings));
    await becomes(() => page.locator('.target-field').count(), 0);
    assert.deepEqual(await violations(page), []);
    for (const [name, table] of [['Findings', 'findings'], ['Patches', 'patches'], ['CVEs', 'cves']]) {
      await page.getByRole('link', { name, exact: true }).click();
      const { total } = await local[table]({ limit: 0 });
      await page.locator('.grid[aria-rowcount]').waitFor();
      await becomes(() => page.locator('.shown-count b').innerText(), `(${total})`, name);
    }
    await page.getByRole('link', { name: 'Trend', exact: true }).click();
    await page.getByText('A server gives no history').waitFor();
    await page.getByRole('link', { name: 'Files', exact: true }).click();
    await page.getByText('Files do not apply to the fleet of a server').waitFor();
    await page.getByRole('link', { name: 'Report', exact: true }).click();
    await page.getByText('By the rules of the server, which does not tell them').first().waitFor();
    await page.leave();
  });
}

test('a node opens on its page and beside the table, with its open patches', async () => {
  const page = await connected();
  const { rows } = await local.findings({ limit: 1 });
  const [{ scopeId, instanceId }] = rows;
  const { findings } = await local.node(scopeId, instanceId);
  const place = `${encodeURIComponent(scopeId)}/${instanceId}`;
  const address = encodeURIComponent(server.url);
  await page.evaluate((hash) => (location.hash = hash), `#/node/${place}?server=${address}`);
  await page.getByText('A server has the open patches of a node.').waitFor();
  await becomes(() => page.locator('.patches-grid tbody tr[data-index]').count(), findings.length);
  await page.evaluate((hash) => (location.hash = hash), `#/?server=${address}&open=${scopeId}/${instanceId}`);
  await page.locator('.node-panel').waitFor();
  await page.leave();
});

test('a filter is answered by the server, with its suggestions', async () => {
  const page = await connected();
  const { total } = await local.nodes({
    filter: { tokens: [{ property: 'verdict', operator: '=', value: 'non-compliant' }] },
  });
  const filter = page.getByRole('combobox', { name: 'Find nodes' });
  await filter.fill('platform=');
  await page.getByRole('option').first().waitFor();
  await filter.fill('verdict=non-compliant');
  await filter.press('Enter');
  await becomes(async () => (await column(page, 'name')).length, total);
  await page.leave();
});

test('a link fills in the form and sends nothing before a click; the token is nowhere', async () => {
  const from = server.requests.length;
  const page = await rig.visit({ expect: NO_SAMPLE, at: `#/findings?server=${encodeURIComponent(server.url)}` });
  await page.getByText('Nothing was sent to it.').waitFor();
  await becomes(() => page.getByLabel('Address of the server').inputValue(), server.url);
  assert.equal(server.requests.length, from);
  await page.getByLabel('Access token').fill(TOKEN);
  await submit(page);
  await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
  const kept = await page.evaluate(async () => {
    const fields = [...document.querySelectorAll('input')].map(({ value }) => value);
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const stores = [{ ...localStorage }, { ...sessionStorage }, document.cookie, databases];
    return JSON.stringify([location.href, history.state, stores, fields]);
  });
  assert.ok(!kept.includes(TOKEN));
  assert.ok(server.requests.every(({ url }) => !url.includes(encodeURIComponent(TOKEN))));
  // Every link of the page means the same server.
  const links = await page.locator('.view-nav a').evaluateAll((all) => all.map(({ href }) => href));
  assert.ok(links.every((href) => href.includes('server=')), links.join());
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('heading', { level: 1, name: 'Connect to your fleet' }).waitFor();
  await becomes(() => page.getByLabel('Access token').inputValue(), '');
  await page.waitForURL((url) => !url.href.includes('server='));
  await page.leave();
});

test('a site that names a server offers it first, and asks it nothing', async () => {
  const from = server.requests.length;
  const prepare = (page) =>
    page.route('**/sample.json', (route) => route.fulfill({ json: { server: server.url } }));
  const page = await rig.visit({ prepare });
  await becomes(() => page.getByRole('radio', SERVER).isChecked(), true);
  await becomes(() => page.getByLabel('Address of the server').inputValue(), server.url);
  assert.equal(server.requests.length, from);
  await page.leave();
});

for (const token of ['wrong', '']) {
  test(`${token ? 'a wrong token' : 'no token'} is said in words`, async () => {
    const page = await rig.visit({ expect: REFUSED });
    await fill(page, { token });
    await submit(page);
    await page.getByRole('alert').getByText('The server did not accept the access token').waitFor();
    await page.leave();
  });
}

test('a server that the policy of the site does not name is not contacted, which is said', async () => {
  const foreign = await serveSource(local);
  const page = await rig.visit({ expect: REFUSED });
  await fill(page, { url: foreign.url });
  await submit(page);
  await page.getByText(`Nothing was sent to ${new URL(foreign.url).origin}.`).waitFor();
  assert.equal(foreign.requests.length, 0);
  await page.leave();
  await foreign.close();
});

test('a server that does not allow the origin of the page is said with the way out', async () => {
  const closed = await serveSource(local);
  rig.allow(closed.url);
  const page = await rig.visit({ expect: REFUSED });
  await fill(page, { url: closed.url });
  await submit(page);
  await page.getByRole('alert').getByText('must allow the origin of this page').waitFor();
  await page.leave();
  await closed.close();
});

test('scopes that the server could not read are named with their errors', async () => {
  const described = await local.describe();
  source = {
    ...local,
    describe: async () => ({
      ...described,
      complete: false,
      scopes: [...described.scopes, { ...FAILED, error: DENIED }],
    }),
  };
  const page = await connected();
  await note(page).getByText('the server has not read all of it').waitFor();
  await note(page).getByText('AWS does not allow the server to read this').waitFor();
  await says(note(page), /777788889999\/eu-west-1/);
  assert.deepEqual(await violations(page), []);
  await page.leave();
  source = local;
});

test('a question that fails later is said, and is asked again', async () => {
  const page = await connected({ expect: REFUSED });
  source = { ...local, findings: async () => Promise.reject(new Error('inner')) };
  await page.getByRole('link', { name: 'Findings', exact: true }).click();
  const alert = page.getByRole('alert');
  await alert.getByText('The server has a problem of its own').waitFor();
  source = local;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.grid[aria-rowcount]').waitFor();
  await page.leave();
});
