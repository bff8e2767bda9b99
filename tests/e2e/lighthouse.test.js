/**
 * Lighthouse's rules for accessibility and best practices on the built page, with the sample fleet, and how
 * much moves while the fleet is read. Files come by gzip, as from GitHub Pages, Cloudflare or CloudFront. The
 * score for performance depends on what else the machine does, so it is printed.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { openStaticSite } from './static-site.js';

const LIMIT = { timeout: 240_000 };
const LEAST = 0.95;
const CATEGORIES = ['accessibility', 'best-practices'];
/** Above this, Lighthouse calls the shift of a page in need of improvement. */
const MOST_SHIFT = 0.1;

let site;
let port;
before(async () => {
  port = await freePort();
  site = await openStaticSite({ args: [`--remote-debugging-port=${port}`], encoding: 'gzip' });
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
  test(`Lighthouse gives ${at} at least ${LEAST * 100} for ${CATEGORIES.join(' and ')}`, LIMIT, async (t) => {
    const options = { port, logLevel: 'error', onlyCategories: [...CATEGORIES, 'performance'] };
    const { lhr } = await lighthouse(`${site.url}${at}`, options, desktopConfig);
    assert.equal(lhr.runtimeError, undefined);
    for (const name of CATEGORIES) {
      const { score } = lhr.categories[name];
      assert.ok(score >= LEAST, `${name}: ${score}: ${failed(lhr, name)}`);
    }
    const shift = lhr.audits['cumulative-layout-shift'].numericValue;
    assert.ok(shift < MOST_SHIFT, `the content moves by ${shift} while the fleet is read`);
    t.diagnostic(`performance ${lhr.categories.performance.score}, layout shift ${shift.toFixed(3)}`);
  });
}

/** What lowers the score of a category. */
function failed({ audits, categories }, name) {
  const refs = categories[name].auditRefs.filter(({ weight }) => weight > 0);
  const low = refs.map(({ id }) => audits[id]).filter(({ score }) => score !== null && score < 1);
  return low.map(({ id, score, displayValue = '' }) => `${id} ${score} ${displayValue}`).join('; ');
}
