import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { violations } from './axe.js';
import { pageTest } from './on-watch.js';
import { openRig } from './rig.js';
import {
  allRead,
  focused,
  grid,
  heading,
  openView,
  VIEWS,
} from './tables.js';

const test = pageTest(import.meta.url);

let rig;
before(async () => {
  rig = await openRig({ nodes: 150 });
});
after(() => rig.close());
afterEach(() => {
  rig.faults = undefined;
});

const SMALL = { width: 320, height: 800 };

test('the tables work with the keyboard alone', async () => {
  const page = await openView(rig, 'patches');
  for (let tabs = 0; tabs < 20 && (await focused(page)) !== 'CVEs'; tabs += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await heading(page, 'CVEs').waitFor();
  await grid(page, 'CVEs').waitFor();
  await page.keyboard.press('Tab');
  while (!(await page.evaluate(() => document.activeElement.matches('tbody td')))) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('ArrowDown');
  const cve = (await focused(page)).split('\n')[0].trim();
  await page.keyboard.press('Enter');
  await heading(page, 'Findings').waitFor();
  await page.waitForURL((url) => url.href.includes(cve.split(/\s/)[0]));
  await page.goBack();
  await page.locator('.grid tbody tr[aria-rowindex="3"]:has(td:focus)').waitFor();
  await page.leave();
});

for (const [view, name] of Object.entries(VIEWS)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing wrong with ${name}, ${colorScheme}, wide and at 320 px`, async () => {
      const page = await openView(rig, view, '', { colorScheme });
      await grid(page, name).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.setViewportSize(SMALL);
      await page.reload();
      await allRead(page);
      await grid(page, name).waitFor();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= SMALL.width, `${width} px wide`);
      assert.deepEqual(await violations(page), []);
      await page.leave();
    });
  }
}
