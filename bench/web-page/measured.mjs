/** Opens a saved fleet in the built page and measures what a person feels of it. */
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';
import { median } from '../measure.mjs';
import { atLeast, atMost } from '../fleet/target.mjs';
import { profiled } from './profile.mjs';
import { openSite } from './site.mjs';
import { followScroll, listenToKeys, timesOfKeys, viewShown } from './in-page.mjs';

const LIMIT_MS = 180_000;
const MB = 2 ** 20;
/** The links of the page, and what is in the document once the view is painted. */
const VIEWS = {
  Overview: '.overview-page',
  Nodes: '.nodes-grid tbody [data-opens]',
  Findings: '.findings-table tbody [data-opens]',
  Patches: '.patches-table tbody [data-opens]',
  CVEs: '.cves-table tbody [data-opens]',
};
const SCROLLED = ['Nodes', 'Findings'];
const SCROLL_MS = 3000;
const WORDS = { Nodes: 'prod-web', Findings: 'kernel' };
/** Between two letters, as a fast typist has it. */
const LETTER_MS = 150;

/**
 * @typedef {object} Figure
 * @property {string} title
 * @property {string} unit
 * @property {number} value
 * @property {number} [target]
 * @property {boolean} [isMet]
 */

/**
 * @param {string} file a saved fleet
 * @param {{ rounds: number, profile?: string }} options `profile`: a folder for CPU profiles
 * @returns {Promise<Figure[]>}
 */
export async function measured(file, { rounds, profile }) {
  const site = await openSite();
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(LIMIT_MS);
    await openFile(page, site.url, file);
    const session = await page.context().newCDPSession(page);
    const part = (name, work) => profiled(session, profile && `${profile}/${name}`, work);
    const views = await part('views', () => viewTimes(page, rounds));
    const frames = await part('scroll', () => scrollTimes(page));
    const keys = await part('keys', () => keyTimes(page, rounds));
    return [...views, ...frames, ...keys, ...(await memory(session))];
  } finally {
    await browser.close();
    site.close();
  }
}

async function openFile(page, url, file) {
  await page.goto(`${url}#/connect`);
  await page.getByLabel('Saved fleet', { exact: true }).setInputFiles(file);
  await page.locator(VIEWS.Nodes).first().waitFor();
}

async function viewTimes(page, rounds) {
  const times = Object.fromEntries(Object.keys(VIEWS).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, selector] of Object.entries(VIEWS)) {
      times[name].push(await page.evaluate(viewShown, { name, selector }));
    }
  }
  return Object.entries(times).flatMap(([name, [first, ...later]]) => [
    { title: `${name}, with its code and its first questions`, unit: 'ms', value: first },
    atMost(`${name}, from the click to its rows`, 'ms', median(later), 200),
  ]);
}

async function scrollTimes(page) {
  const figures = [];
  for (const name of SCROLLED) {
    await page.evaluate(viewShown, { name, selector: VIEWS[name] });
    await page.mouse.move(700, 600);
    const followed = page.evaluate(followScroll, SCROLL_MS);
    const end = Date.now() + SCROLL_MS;
    while (Date.now() < end) await page.mouse.wheel(0, 240);
    const { framesPerSecond, worstMs } = await followed;
    figures.push(
      atLeast(`${name}, scrolling by the wheel`, 'frames/s', framesPerSecond, 55),
      { title: `${name}, longest frame of 95 % while scrolling`, unit: 'ms', value: worstMs },
    );
  }
  return figures;
}

async function keyTimes(page, rounds) {
  const figures = [];
  for (const [name, word] of Object.entries(WORDS)) {
    await page.evaluate(viewShown, { name, selector: VIEWS[name] });
    const field = page.getByRole('combobox').first();
    await field.focus();
    await page.evaluate(listenToKeys);
    for (let round = 0; round < rounds; round += 1) {
      for (const key of [...word, ...Array(word.length).fill('Backspace')]) {
        await field.press(key);
        await page.waitForTimeout(LETTER_MS);
      }
    }
    const { rows, events } = await page.evaluate(timesOfKeys);
    figures.push(
      { title: `${name}, a letter to painted rows, median`, unit: 'ms', value: at(rows, 0.5) },
      atMost(`${name}, a letter to painted rows, 95 %`, 'ms', at(rows, 0.95), 50),
      { title: `${name}, Event Timing of a letter, median`, unit: 'ms', value: at(events, 0.5) },
      atMost(`${name}, Event Timing of a letter, 95 %`, 'ms', at(events, 0.95), 50),
    );
  }
  return figures;
}

function at(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** The heap of scripts and of the document. The memory of WebAssembly is outside of it. */
async function memory(session) {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize = 0 } = await session.send('Runtime.getHeapUsage');
  return [
    atMost('heap without the memory of WebAssembly', 'MB', (usedSize + embedderHeapUsedSize) / MB, 64),
  ];
}
