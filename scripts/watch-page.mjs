/**
 * The page of the watch: worker/dist/page/, which `wrangler deploy` uploads. It is the built page without
 * the sample fleet, and it asks the Worker beside it.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isMain, ROOT } from './process.mjs';

const BUILT = join(ROOT, 'www/dist');
const PAGE = join(ROOT, 'worker/dist/page');
const OF_SAMPLE = ['history', 'sample-worker.js'];
/** Cloudflare Access has signed the reader in, so that the page needs no token. */
export const SAMPLE = { server: './api/', needsToken: false };
/** The Worker has the days. Without an index browsers complain about a file that is not there. */
export const HISTORY = { format: 'patchlens-history/1', snapshots: [] };

/** @returns {string} the folder */
export function watchPage() {
  if (!existsSync(join(BUILT, 'index.html'))) throw new Error('The page is not built: npm run build');
  rmSync(PAGE, { recursive: true, force: true });
  const filter = (path) => !OF_SAMPLE.includes(relative(BUILT, path).split(sep)[0]);
  cpSync(BUILT, PAGE, { recursive: true, filter });
  writeFileSync(join(PAGE, 'sample.json'), `${JSON.stringify(SAMPLE)}\n`);
  mkdirSync(join(PAGE, 'history'));
  writeFileSync(join(PAGE, 'history/index.json'), `${JSON.stringify(HISTORY)}\n`);
  return PAGE;
}

if (isMain(import.meta.url)) watchPage();
