/** The views in Firefox, as a person would find them; what they do in detail is tested in Chromium. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from 'puppeteer-core';
import { firefoxPath } from '../../scripts/firefox.mjs';
import { violations } from './axe.js';
import { nodesOf } from './rig.js';
import { openHistoryRig } from './trend.js';

const PATIENCE_MS = 30_000;
/** For each view its address, its heading, and what it shows once it is filled. */
const VIEWS = [
  ['#/overview', 'Overview', '.overview-page a.tone-compliant'],
  ['#/', 'Fleet', '.nodes-grid tbody tr'],
  ['#/findings', 'Findings', '.grid tbody tr'],
  ['#/patches', 'Patches', '.grid tbody tr'],
  ['#/cves', 'CVEs', '.grid tbody tr'],
  ['#/trend', 'Trend', 'svg[role="img"]'],
  ['#/files', 'Files', 'input[type="file"]'],
  ['#/report', 'Report', '.report-rows tbody tr'],
  ['#/connect', 'Connect to your fleet', 'form'],
];

let rig;
let browser;
let page;
const complaints = [];

before(async () => {
  rig = await openHistoryRig({ nodes: 60, days: 3 });
  browser = await launch({ browser: 'firefox', executablePath: firefoxPath() });
  page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(rig.url);
  await loaded();
});
after(async () => {
  await browser?.close();
  await rig?.close();
});

/** Waits until the whole fleet is read. */
function loaded() {
  return page.waitForFunction(() => {
    const headline = document.querySelector('.page-head .headline');
    return /^[\d,]+ nodes?$/.test(headline?.innerText ?? '');
  });
}

/** By the address alone, so that the page stays and need not read the fleet again. */
async function open(at) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, at);
}

async function textOf(selector) {
  const element = await page.waitForSelector(selector);
  return element.evaluate((one) => one.innerText);
}

for (const [at, heading, filled] of VIEWS) {
  test(`${at} is filled, in light and dark without a violation`, async () => {
    await open(at);
    await page.waitForFunction(
      (text) => document.querySelector('h1')?.innerText === text,
      {},
      heading,
    );
    await page.waitForSelector(filled);
    for (const theme of ['Light', 'Dark']) {
      await page.click(`[aria-label="${theme} theme"]`);
      assert.deepEqual(await violations(page), [], theme);
    }
  });
}

/** Waits until the line about the nodes in the table begins with a text. */
function shows(text) {
  return page.waitForFunction(
    (begin) => document.querySelector('.shown-count')?.innerText.startsWith(begin),
    {},
    text,
  );
}

test('a filter hides rows, and the way back shows them again', async () => {
  await open('#/');
  await loaded();
  const all = nodesOf(rig.fleet).length;
  await shows(`${all} of ${all} nodes`);
  const meant = await textOf('.tile.tone-non-compliant .tile-count');
  await page.click('.tile.tone-non-compliant');
  await shows(`${meant} of ${all} nodes`);
  await page.evaluate(() => history.back());
  await shows(`${all} of ${all} nodes`);
});

test('a node opens by the keyboard, with its patches', async () => {
  await open('#/?sort=-missing');
  await loaded();
  // A cell of the order before would lose the focus.
  await page.waitForFunction(() => {
    const cells = [...document.querySelectorAll('.nodes-grid tbody .cell-missing')];
    const counts = cells.map((cell) => Number.parseInt(cell.innerText) || 0);
    return counts.length > 0 && counts.every((count, at) => at === 0 || count <= counts[at - 1]);
  });
  await page.focus('.nodes-grid tbody td');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.node-facts');
  await page.waitForSelector('.patches-grid tbody tr');
});

test('Firefox had no warning, no error and no violation of the policy', () => {
  assert.deepEqual(complaints, []);
});
