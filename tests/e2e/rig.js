/** The built page in a browser, a simulator at another origin, and a site that serves the page. */
import { chromium } from 'playwright-core';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import assert from 'node:assert/strict';
import sirv from 'sirv';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';
import { SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { serve } from '../../simulator/serve.js';
import { isOnWatch, openOnWatch } from './on-watch.js';
import { allowing } from './policy.js';

const DIST = fileURLToPath(new URL('../../www/dist', import.meta.url));
const INDEX = join(DIST, 'index.html');
const HTML = { 'content-type': 'text/html' };
const JSON_TYPE = { 'content-type': 'application/json' };
const DESKTOP = { width: 1440, height: 900 };

export const [KEYS, TEMPORARY_KEYS] = SAMPLE_CREDENTIALS;

/**
 * On the watch, where the environment asks for it: see `on-watch.js`.
 *
 * @param {object} [options]
 * @param {number} [options.nodes]
 * @param {object} [options.fleet] more options of the simulated fleet
 * @param {boolean} [options.sample] whether the site serves the sample fleet's `sample.json`
 * @param {object[]} [options.scopes] several accounts and regions, as the simulator takes them; calls
 *   have the `account` and `region` of theirs, so that `faults` can choose
 * @param {number} [options.now] where the simulator's clock stands still
 * @param {Map<string, Uint8Array>} [options.history] the files of the site's history folder; by
 *   default only an index without snapshots, because a browser complains about each 404
 */
export async function openRig(options = {}) {
  if (isOnWatch()) return openOnWatch();
  const { nodes = 1000, fleet, scopes, now, sample = true, history = NO_HISTORY } = options;
  assert.ok(existsSync(DIST), 'The page is not built: npm run build -w www');
  const rig = { faults: undefined, calls: [] };
  const faults = (call) => {
    rig.calls.push(call);
    return rig.faults?.(call, rig.calls.length);
  };
  const simulated = scopes ? { scopes } : { fleet: { nodes, ...fleet } };
  const clock = now === undefined ? {} : { now: () => now };
  const simulator = await serve({ ...simulated, ...clock, faults });
  /** The endpoints that the page's policy allows beside AWS's. */
  const allowed = [simulator.url];
  const site = await openSite(allowed, sample ? sampleOf(simulator) : undefined, history);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  return Object.assign(rig, {
    browser,
    endpoint: `${simulator.url}/`,
    url: site.url,
    fleet: simulator.simulator.fleet,
    scopes: simulator.simulator.scopes,
    /** For pages that are opened later. */
    allow: (url) => allowed.push(url),
    visit: (options) => visit(browser, site.url, options),
    stopService: simulator.close,
    async close() {
      await browser.close();
      await site.close();
      await simulator.close().catch(ignoreStopped);
    },
  });
}

// A test may have stopped the service already.
function ignoreStopped(error) {
  if (error.code !== 'ERR_SERVER_NOT_RUNNING') throw error;
}

function sampleOf({ url, simulator: { scopes } }) {
  const isSole = scopes[0].account === undefined;
  const places = isSole ? { region: 'us-east-1' } : { scopes: scopes.map(sampleScope) };
  return JSON.stringify({ endpoint: `${url}/`, ...places, ...KEYS });
}

function sampleScope({ account, region, role }) {
  return { account, region, roleArn: role };
}

const NO_HISTORY = new Map([
  ['index.json', JSON.stringify({ format: 'patchlens-history/1', snapshots: [] })],
]);

/** With a `sample.json` and a history of its own in place of the built ones, or without any. */
async function openSite(allowed, sample, history) {
  const serveFile = sirv(DIST, { dev: true });
  const server = createServer((request, response) => {
    const { url } = request;
    const notFound = () => response.writeHead(404).end('Not found');
    if (url === '/') return response.writeHead(200, HTML).end(page(allowed));
    if (url === '/sample.json') {
      return sample ? response.writeHead(200, JSON_TYPE).end(sample) : notFound();
    }
    const [, file] = /^\/history\/(.+)$/.exec(url) ?? [];
    if (file === undefined) return serveFile(request, response, notFound);
    return history.has(file) ? response.writeHead(200).end(history.get(file)) : notFound();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}

function page(allowed) {
  return allowing(readFileSync(INDEX, 'utf8'), allowed);
}

/**
 * A page in a browser profile of its own.
 *
 * @param {object} [options]
 * @param {string} [options.at] what follows the site's address
 * @param {RegExp} [options.expect] messages of the console that are part of the test
 * @param {'light' | 'dark'} [options.colorScheme]
 * @param {{ width: number, height: number }} [options.viewport]
 * @param {(page: import('playwright-core').Page) => Promise<void>} [options.prepare] called before
 *   the page loads
 */
export async function visit(browser, url, { at = '', expect, viewport = DESKTOP, ...options } = {}) {
  const { prepare, ...context } = options;
  const profile = await browser.newContext({ viewport, acceptDownloads: true, ...context });
  const page = await profile.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    if (!expect?.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.stack));
  await prepare?.(page);
  await page.goto(url + at);
  /** Closes the page. Fails if it wrote a warning or an error into the console. */
  const leave = async () => {
    await profile.close();
    assert.deepEqual(complaints, []);
  };
  return Object.assign(page, { leave, complaints });
}

const PATIENCE_MS = 10_000;
const GLANCES_MS = 25;
/** How long a view's text is the same before it counts as settled. */
const SETTLED_MS = 500;

/** Waits until what a person reads on the page is as expected; fails with the difference if not. */
export async function becomes(read, expected, message) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    if (isDeepStrictEqual(await read(), expected)) return;
    await new Promise((resolve) => setTimeout(resolve, GLANCES_MS));
  }
  assert.deepEqual(await read(), expected, message);
}

/** Repeats checks of what the page shows until they pass; fails as they do once the time is up. */
export async function passes(checks) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    try {
      return await checks();
    } catch (error) {
      if (!(error instanceof assert.AssertionError)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, GLANCES_MS));
  }
  return checks();
}

/** The address of a view, without the server, which it names on the watch alone. */
export async function hashOf(page) {
  const hash = await page.evaluate(() => location.hash);
  return hash.replace(/([?&])server=[^&]*(&|$)/, (_, before, after) => (after ? before : ''));
}

/** Waits until the text of a part of the page is like a pattern. */
export function says(part, pattern) {
  return passes(async () => assert.match(await part.innerText(), pattern));
}

/** Waits until the text of a view stays: it answers a moment after the fleet's last page is read. */
export async function textSettled(page, selector = 'main') {
  const view = page.locator(selector);
  let text = await view.innerText();
  for (let since = Date.now(); Date.now() - since < SETTLED_MS; ) {
    await new Promise((resolve) => setTimeout(resolve, GLANCES_MS));
    const now = await view.innerText();
    if (now !== text) since = Date.now();
    text = now;
  }
}

/** Waits until the whole fleet is loaded and shown. */
export async function fleetLoaded(page, options) {
  await page.locator('.page-head .headline', { hasText: /^[\d,]+ nodes?$/ }).waitFor(options);
}

export const VERDICTS = [
  'non-compliant',
  'unreported',
  'stale',
  'excepted',
  'stopped',
  'compliant',
];

/** The numbers on the tiles. */
export async function tileCounts(page) {
  const counts = {};
  for (const verdict of VERDICTS) {
    counts[verdict] = Number(
      await page.locator(`.tile.tone-${verdict} .tile-count`).getAttribute('data-count'),
    );
  }
  return counts;
}

/** All nodes of a simulated fleet, in order; stopped ones only if the service lists them. */
export function nodesOf(fleet, { stopped = true } = {}) {
  return [...(stopped ? fleet.allNodes() : fleet.nodes())].map(([, node]) => node);
}

/**
 * The verdicts by the simulator's own data and an independent copy of the rules.
 *
 * @param {object} [options]
 * @param {number} [options.staleDays]
 * @param {boolean} [options.countsOnly] as read through the Worker: without patches, and by
 *   DescribeInstanceInformation, which lists no stopped nodes
 */
export function expectedVerdicts(fleet, options = {}) {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
  for (const node of nodesOf(fleet, { stopped: !options.countsOnly })) {
    counts[expectedVerdict(fleet, node, options)] += 1;
  }
  return counts;
}

export function expectedVerdict(fleet, node, { staleDays = 7, countsOnly = false } = {}) {
  const state = fleet.patchState(node);
  if (hasProblems(state) || isPastEndOfLife(node)) return 'non-compliant';
  if (!state) return 'unreported';
  // Its agent leaves out counts that are 0. An absent count is not known to be 0, but for a node
  // whose patches were read.
  if (node.leavesOutCounts && (countsOnly || hasUnknownUpdates(fleet, node, state))) {
    return 'unreported';
  }
  if (Date.now() / 1000 - state.endedAt > staleDays * 86_400) return 'stale';
  return node.isStopped ? 'stopped' : 'compliant';
}

/**
 * Whether available security updates would make it non-compliant and their count of 0 is left out:
 * a scan of open patches does not read them.
 */
function hasUnknownUpdates(fleet, node, { counts }) {
  const isCounted = fleet.baselineOf(node).availableSecurityUpdates === 'NON_COMPLIANT';
  return isCounted && node.platform.type === 'Windows' && counts.AvailableSecurityUpdate === 0;
}

function hasProblems(state) {
  if (!state) return false;
  if (Object.values(state.nonCompliant).some((count) => count > 0)) return true;
  const { Missing, Failed, InstalledRejected, InstalledPendingReboot } = state.counts;
  return Missing + Failed + InstalledRejected + InstalledPendingReboot > 0;
}

/** Of the simulator's platforms. */
const END_OF_LIFE = { 'Ubuntu 20.04': '2025-05-31', 'Amazon Linux 2': '2026-06-30' };

function isPastEndOfLife({ platform: { name, version } }) {
  const date = END_OF_LIFE[`${name} ${version}`];
  return date !== undefined && Date.now() > Date.parse(`${date}T23:59:59.999Z`);
}

/** The texts of one column, of the rows that are in the document, in order. */
export function column(page, id) {
  return page.locator(`.grid tbody .cell-${id}`).allInnerTexts();
}
