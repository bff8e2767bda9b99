/** Copies the small apps of `apps/` for each bundler. */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('apps', import.meta.url));
const REPORT = fileURLToPath(new URL('../browsers/pages/report.js', import.meta.url));

/**
 * Copies the apps to a folder beside the suite and the installed package.
 *
 * @param {string} folder of the place
 * @param {string} name of the bundler
 * @returns {{ sources: string, out: string, path: string }} the folder of the apps, the folder for
 *   their bundles, and the path of that on the site
 */
export function appsFor(folder, name) {
  const sources = join(folder, `apps-of-${name}`);
  const path = `bundles-of-${name}`;
  const out = join(folder, path);
  for (const made of [sources, out]) rmSync(made, { recursive: true, force: true });
  cpSync(SOURCES, sources, { recursive: true });
  cpSync(REPORT, join(sources, 'report.js'));
  mkdirSync(out);
  cpSync(join(SOURCES, 'index.html'), join(out, 'index.html'));
  return { sources, out, path: `/${path}/` };
}
