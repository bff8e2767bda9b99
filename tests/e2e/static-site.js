/** The built page on a plain file server, in a folder of it, as GitHub Pages serves a project. */
import { chromium } from 'playwright-core';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import assert from 'node:assert/strict';
import sirv from 'sirv';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.mjs';
import { visit } from './rig.js';

const DIST = fileURLToPath(new URL('../../www/dist', import.meta.url));
const FOLDER = '/tools/patchlens/';

/**
 * @param {object} [options]
 * @param {Record<string, string>} [options.headers] of every file
 * @param {string[]} [options.args] for the browser
 * @param {string} [options.host]
 * @param {'plain' | 'gzip'} [options.encoding] of text and scripts
 */
export async function openStaticSite({ headers = {}, args = [], host = '127.0.0.1', encoding = 'plain' } = {}) {
  assert.ok(existsSync(DIST), 'The page is not built: npm run build -w www');
  /** What the site has in place of built files, by name; `null` for no file. */
  const site = { files: {}, requests: [] };
  const folder = encoding === 'gzip' ? compressedCopy() : DIST;
  const server = createServer(requestListener(site, headers, folder));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...CHROMIUM_ARGS, ...args],
  });
  const url = `http://${host}:${port}${FOLDER}`;
  const stop = () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections());
  return Object.assign(site, {
    url,
    browser,
    stop,
    visit: (options) => visit(browser, url, options),
    async close() {
      await browser.close();
      await stop();
      if (folder !== DIST) rmSync(folder, { recursive: true });
    },
  });
}

/** The built page in a folder of its own, with a file `.gz` beside each that a host would compress. */
function compressedCopy() {
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-site-'));
  cpSync(DIST, folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, name);
    if (/\.(html|js|css|json|svg)$/.test(name)) writeFileSync(`${file}.gz`, gzipSync(readFileSync(file)));
  }
  return folder;
}

function requestListener(site, headers, folder) {
  const serveFile = sirv(folder, { dev: true, gzip: true });
  return (request, response) => {
    site.requests.push(`${request.method} ${request.url}`);
    const [path] = request.url.split('?');
    const notFound = () => response.writeHead(404).end('Not found');
    if (!path.startsWith(FOLDER) || request.method !== 'GET') return notFound();
    const name = path.slice(FOLDER.length);
    for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
    if (name in site.files) {
      const text = site.files[name];
      if (text === null) return notFound();
      const type = name.endsWith('.js') ? 'text/javascript' : 'application/json';
      return response.writeHead(200, { 'content-type': type }).end(text);
    }
    request.url = `/${name}`;
    return serveFile(request, response, notFound);
  };
}
