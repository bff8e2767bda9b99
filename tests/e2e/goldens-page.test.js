/** Pictures of the page against those that were looked at: see `golden.js`. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { likeGolden } from './golden.js';
import { fleetLoaded } from './rig.js';
import { openHistoryRig, trendRead } from './trend.js';

const NOON = Math.floor(Date.parse('2026-11-20T12:00:00Z') / 1000) * 1000;
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 800 };
const DAYS = 6;
/** How long a view may take until it moves no more. */
const STILL_MS = 10_000;

/** A typeface of its own, since systems have different ones; the mono one stands for both. */
const FONT = readFileSync(
  createRequire(import.meta.url).resolve('@fontsource/inter/files/inter-latin-400-normal.woff2'),
).toString('base64');
const STYLE = `
  @font-face { font-family: Golden; src: url(data:font/woff2;base64,${FONT}); font-weight: 100 900 }
  *, *::before, *::after {
    font-family: Golden !important;
    transition: none !important;
    animation: none !important;
    caret-color: transparent !important;
  }`;

let rig;
before(async () => {
  rig = await openHistoryRig({ nodes: 200, days: DAYS, now: NOON });
});
after(() => rig?.close());

async function picture(name, { at, ready, ...options }) {
  const page = await rig.visit({
    at: '#/',
    bypassCSP: true,
    timezoneId: 'UTC',
    locale: 'en-GB',
    reducedMotion: 'reduce',
    prepare: (fresh) => fresh.clock.setFixedTime(NOON),
    ...options,
  });
  // Nothing is left to read when the view opens.
  await fleetLoaded(page);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, at);
  await ready(page);
  await page.waitForLoadState('networkidle');
  await page.addStyleTag({ content: STYLE });
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.activeElement?.blur());
  likeGolden(name, await stillPicture(page));
  await page.leave();
}

/** A picture that is the same as the one before it: the typeface changes the heights of rows. */
async function stillPicture(page) {
  let [last, picture] = [undefined, await page.screenshot()];
  for (const end = Date.now() + STILL_MS; !last?.equals(picture) && Date.now() < end; ) {
    [last, picture] = [picture, await page.screenshot()];
  }
  return picture;
}

const rows = (page) => page.locator('.grid tbody tr').first().waitFor();
const overview = async (page) => {
  await page.locator('.overview-page a.tone-compliant').waitFor();
  await page.getByText('against the snapshot of').waitFor();
};

for (const [name, options] of Object.entries({
  'overview-light': { at: '#/overview', viewport: WIDE, ready: overview },
  'overview-dark-narrow': {
    at: '#/overview',
    viewport: NARROW,
    colorScheme: 'dark',
    ready: overview,
  },
  'nodes-light': { at: '#/', viewport: WIDE, ready: rows },
  'nodes-dark-narrow': { at: '#/', viewport: NARROW, colorScheme: 'dark', ready: rows },
  'findings-dark': { at: '#/findings', viewport: WIDE, colorScheme: 'dark', ready: rows },
  'cves-light': { at: '#/cves', viewport: WIDE, ready: rows },
  'trend-light': { at: '#/trend', viewport: WIDE, ready: trendRead },
  'connect-light': {
    at: '#/connect',
    viewport: WIDE,
    ready: (page) => page.getByRole('button', { name: 'Connect', exact: true }).waitFor(),
  },
})) {
  test(`${name} looks as it did`, () => picture(name, options));
}
