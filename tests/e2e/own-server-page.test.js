/** The page of a site whose own server asks for no token, such as one behind a sign-in. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serveFleet } from '../../src/js/fleet/serve-source.js';
import { Fleet, localSource } from '../fleet/engine.js';
import { fixture } from '../fleet/questions.js';
import { becomes, column, openRig, says } from './rig.js';

const local = localSource(fixture.load(Fleet));
const REFUSED = /Failed to load resource/;
const note = (page) => page.getByRole('complementary', { name: 'Fleet of a server' });
const form = (page) => page.getByRole('heading', { level: 1, name: 'Connect to your fleet' });

let rig;
/** How many answers the server has given. */
let answers = 0;

before(async () => {
  rig = await openRig({ sample: false });
});
after(() => rig.close());

/** Puts a server at `api/` of the site, which the site's `sample.json` describes. */
function site({ sample = { server: './api/', needsToken: false }, ...options } = {}) {
  const handle = serveFleet(local, options);
  return async (page) => {
    await page.route('**/sample.json', (route) => route.fulfill({ json: sample }));
    await page.route('**/api/v1/*', async (route) => {
      answers += 1;
      const asked = route.request();
      const [method, headers, body] = [asked.method(), asked.headers(), asked.postData()];
      assert.equal(headers.authorization, undefined);
      const response = await handle(new Request(asked.url(), { method, headers, body }));
      const { status } = response;
      const answered = Object.fromEntries(response.headers);
      await route.fulfill({ status, headers: answered, body: await response.text() });
    });
  };
}

async function nodesShown(page) {
  await note(page).waitFor();
  const { total } = await local.nodes({ limit: 0 });
  await becomes(async () => (await column(page, 'name')).length > 0, true);
  await says(page.locator('.headline'), new RegExp(`^${total} nodes`));
}

test('the page asks its own server at once, and again after a reload of any view', async () => {
  const page = await rig.visit({ prepare: site() });
  await nodesShown(page);
  await page.reload();
  await nodesShown(page);
  await page.getByRole('link', { name: 'Findings', exact: true }).click();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Findings' }).waitFor();
  await page.locator('.grid[aria-rowcount]').waitFor();
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await form(page).waitFor();
  await becomes(() => page.getByLabel('Address of the server').inputValue(), `${rig.url}api/`);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await nodesShown(page);
  await page.leave();
});

test('a server that refuses is said above the form, with its address', async () => {
  const prepare = site({ authorize: () => 'forbidden' });
  const page = await rig.visit({ prepare, expect: REFUSED });
  await form(page).waitFor();
  await page.getByRole('alert').getByText('The server does not allow this').waitFor();
  await becomes(() => page.getByLabel('Address of the server').inputValue(), `${rig.url}api/`);
  await page.leave();
});

for (const [what, sample, at] of [
  ['a server of which the site does not say so', { server: './api/' }, ''],
  ['a link to other scopes', undefined, '#/?scope=111122223333/eu-central-1'],
  ['a link to another server', undefined, '#/?server=http%3A%2F%2F127.0.0.1%3A9%2F'],
]) {
  test(`${what} is asked nothing before a click`, async () => {
    const before = answers;
    const page = await rig.visit({ prepare: site({ sample }), at });
    await form(page).waitFor();
    await page.waitForLoadState('networkidle');
    assert.equal(answers, before);
    await becomes(() => note(page).count(), 0);
    await page.leave();
  });
}
