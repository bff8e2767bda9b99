/** Lighthouse's rules for accessibility and best practices on the built page, with the sample fleet. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { openStaticSite } from './static-site.js';

const LIMIT = { timeout: 240_000 };
const LEAST = 0.95;
const CATEGORIES = ['accessibility', 'best-practices'];

let site;
let port;
before(async () => {
  port = await freePort();
  site = await openStaticSite({ args: [`--remote-debugging-port=${port}`] });
});
after(() => site.close());

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: free } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return free;
}

for (const at of ['#/', '#/overview']) {
  test(`Lighthouse gives ${at} at least ${LEAST * 100} in each category`, LIMIT, async () => {
    const options = { port, logLevel: 'error', onlyCategories: CATEGORIES };
    const { lhr } = await lighthouse(`${site.url}${at}`, options, desktopConfig);
    assert.equal(lhr.runtimeError, undefined);
    for (const [name, { score }] of Object.entries(lhr.categories))
      assert.ok(score >= LEAST, `${name}: ${score}: ${failed(lhr, name)}`);
  });
}

/** What lowers the score of a category. */
function failed({ audits, categories }, name) {
  const refs = categories[name].auditRefs.filter(({ weight }) => weight > 0);
  const low = refs.map(({ id }) => audits[id]).filter(({ score }) => score !== null && score < 1);
  return low.map(({ id, score, displayValue = '' }) => `${id} ${score} ${displayValue}`).join('; ');
}
