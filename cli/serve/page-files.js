/** The files of the page, which the build puts into the package. */
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { CommandError } from '../command-error.js';

const PAGE = new URL('../../dist-page/', import.meta.url);
const PACKAGE = new URL('../../dist/', import.meta.url);
/** What the page imports of the package. */
const MODULES = ['index.js', 'fleet.js'];
const HEADERS_FILE = '_headers';
const NOT_BUILT = 'The page is not built: in a checkout of the repository, run `npm run build` first';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** Made here: they say that the page is this server's, and that there is no history. */
const ANSWERS = {
  '/sample.json': { server: './', needsToken: false },
  '/history/index.json': { format: 'patchlens-history/1', snapshots: [] },
};

/**
 * @typedef {object} PageFiles
 * @property {Record<string, string>} headers of every response
 * @property {(path: string) => Promise<{ type: string, body: Uint8Array | string } | undefined>} find
 *
 * @param {URL} [folder]
 * @returns {Promise<PageFiles>}
 * @throws {CommandError} for a checkout that is not built
 */
export async function pageFiles(folder = PAGE) {
  const names = await namesIn(folder);
  const files = new Map(names.map((name) => [`/${name}`, new URL(name, folder)]));
  const own = MODULES.map((name) => [`/package/${name}`, new URL(name, PACKAGE)]);
  for (const [path, file] of own) files.set(path, file);
  files.delete(`/${HEADERS_FILE}`);
  files.set('/', new URL('index.html', folder));
  const headers = headersIn(await readFile(new URL(HEADERS_FILE, folder), 'utf8'));
  return { headers, find: (path) => found(files, path) };
}

/** Only names of this list are read, whatever a path says. */
async function namesIn(folder) {
  try {
    const entries = await readdir(folder, { recursive: true });
    const names = entries.map((name) => name.replaceAll('\\', '/'));
    if (['index.html', HEADERS_FILE].every((name) => names.includes(name))) {
      return names.filter((name) => extname(name) in TYPES);
    }
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  throw new CommandError(NOT_BUILT);
}

async function found(files, path) {
  if (Object.hasOwn(ANSWERS, path)) {
    return { type: 'application/json', body: JSON.stringify(ANSWERS[path]) };
  }
  const file = files.get(path);
  if (file === undefined) return undefined;
  return { type: TYPES[extname(file.pathname)], body: await readFile(file) };
}

/** The lines under `/*`, in the format of Cloudflare and Netlify. */
export function headersIn(text) {
  const lines = text.split('\n').filter((line) => line.startsWith('  '));
  const pairs = lines.map((line) => /^ +([\w-]+): (.+)$/.exec(line)?.slice(1));
  return Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
}
