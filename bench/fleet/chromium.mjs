/** The waits that users feel, in Chromium: the bundle of felt.mjs, and a snapshot over HTTP. */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';

const MEASURE_LIMIT_MS = 120_000;
/** Isolated pages have a clock of 5 µs instead of 100. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/**
 * @param {Uint8Array} snapshot
 * @param {number} rounds
 * @returns {ReturnType<typeof import('./felt.mjs').felt>}
 */
export async function feltInChromium(snapshot, rounds) {
  const server = await serve({
    '/': ['text/html', '<!doctype html><title>bench</title>'],
    '/felt.js': ['text/javascript', await bundle()],
    '/snapshot': ['application/octet-stream', snapshot],
  });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(MEASURE_LIMIT_MS);
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await page.evaluate(measure, rounds);
  } finally {
    await browser.close();
    server.close();
  }
}

// Runs in the page.
async function measure(rounds) {
  const { felt } = await import('/felt.js');
  const response = await fetch('/snapshot');
  return felt(new Uint8Array(await response.arrayBuffer()), rounds);
}

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('felt.mjs', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

async function serve(files) {
  const server = createServer(({ url }, response) => {
    const [type, content] = files[url] ?? ['text/plain', ''];
    response.writeHead(url in files ? 200 : 404, { ...ISOLATED, 'content-type': type });
    response.end(content);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
