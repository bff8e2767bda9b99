/**
 * From import to the first signed request, each time in a new process, Worker or browser context:
 * the medians.
 */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../scripts/chromium.mjs';
import { must } from '../scripts/process.mjs';
import { median } from './measure.mjs';

const NAMES = { patchlens: 'patchlens', 'client-ssm': '@aws-sdk/client-ssm' };
const FOLDER = fileURLToPath(new URL('start', import.meta.url));
const SIGNED = 'AWS4-HMAC-SHA256 ';

/** @typedef {{ name: string, ms: number }} Row */

/** @returns {Promise<Row[]>} */
export function startInNode() {
  return inTurns(15, Object.keys(NAMES), async (program) => {
    const args = [`${FOLDER}/in-node.mjs`, program];
    return Number(await must(process.execPath, args, { output: 'keep' }));
  });
}

/** From the start of workerd to the first response. @returns {Promise<Row[]>} */
export async function startInWorkerd() {
  const programs = [...Object.keys(NAMES), 'no-client'];
  const workers = new Map();
  for (const program of programs) workers.set(program, await bundledWorker(program));
  return inTurns(5, programs, (program) => firstAnswer(workers.get(program)));
}

/** From the import, over HTTP, to the first signed request. @returns {Promise<Row[]>} */
export async function startInChromium() {
  const server = await serveBundles();
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  const { port } = server.address();
  try {
    return await inTurns(7, Object.keys(NAMES), (program) => inPage(browser, port, program));
  } finally {
    await browser.close();
    server.close();
  }
}

/** @returns {Promise<Row[]>} the medians, after one run of each to warm the disk's cache */
async function inTurns(rounds, programs, milliseconds) {
  const times = new Map(programs.map((program) => [program, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const program of programs) {
      const ms = await milliseconds(program);
      if (round >= 0) times.get(program).push(ms);
    }
  }
  return programs.map((program) => ({
    name: NAMES[program] ?? 'a Worker without a client',
    ms: median(times.get(program)),
  }));
}

async function firstAnswer(modules) {
  const start = performance.now();
  const options = { host: '127.0.0.1', port: 0, cf: false, compatibilityDate: '2026-04-01' };
  const miniflare = new Miniflare({ ...options, modules });
  try {
    const response = await miniflare.dispatchFetch('http://worker/');
    const text = await response.text();
    const ms = performance.now() - start;
    if (!text.startsWith(SIGNED)) throw new Error(`the Worker answered ${text}`);
    return ms;
  } finally {
    await miniflare.dispose();
  }
}

async function bundledWorker(program) {
  const { outputFiles } = await build({
    entryPoints: [`${FOLDER}/worker.mjs`],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    outdir: '/',
    conditions: ['workerd', 'worker', 'browser'],
    loader: { '.wasm': 'copy' },
    plugins: [{ name: 'program', setup: (it) => setUpProgram(it, program) }],
    logLevel: 'warning',
  });
  const files = outputFiles.map(({ path, contents, text }) =>
    path.endsWith('.wasm')
      ? { type: 'CompiledWasm', path: path.slice(1), contents }
      : { type: 'ESModule', path: path.slice(1), contents: text },
  );
  return files.sort((a) => (a.type === 'ESModule' ? -1 : 1));
}

function setUpProgram({ onResolve }, program) {
  onResolve({ filter: /^bench:program$/ }, () => ({ path: `${FOLDER}/${program}.mjs` }));
}

/** An empty page, and the bundles that it imports. */
async function serveBundles() {
  const files = new Map([['/', '<!doctype html><title>bench</title>']]);
  for (const program of Object.keys(NAMES)) {
    const { outputFiles } = await build({
      entryPoints: [`${FOLDER}/${program}.mjs`],
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      logLevel: 'error',
    });
    files.set(`/${program}.js`, outputFiles[0].text);
  }
  const server = createServer(({ url }, response) => {
    const type = url === '/' ? 'text/html' : 'text/javascript';
    response.writeHead(files.has(url) ? 200 : 404, { 'content-type': type }).end(files.get(url));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function inPage(browser, port, program) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    const { ms, authorization } = await page.evaluate(async (url) => {
      const start = performance.now();
      const { firstSigned } = await import(url);
      return { authorization: await firstSigned(), ms: performance.now() - start };
    }, `/${program}.js`);
    if (!authorization.startsWith(SIGNED)) throw new Error(`signed: ${authorization}`);
    return ms;
  } finally {
    await context.close();
  }
}
