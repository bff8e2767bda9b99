/** What npm has installed. Node's own modules only: the bootstrap asks before anything is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** The arguments with which npm installs exactly what the lock file says. */
export const NPM_CI = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Compares the lock file with npm's own list of what it installed. Optional packages do not count:
 * most are for other platforms. Nor do links, which point into this repository.
 *
 * @param {string} folder with a package-lock.json, relative to the root
 * @returns {boolean} whether node_modules holds every package of the lock file, in its version
 */
export function installed(folder) {
  const list = join(ROOT, folder, 'node_modules/.package-lock.json');
  if (!existsSync(list)) return false;
  const has = packagesOf(list);
  const wants = packagesOf(join(ROOT, folder, 'package-lock.json'));
  return Object.entries(wants)
    .filter(([path, { optional }]) => path.includes('node_modules/') && !optional)
    .every(([path, { version }]) => path in has && has[path].version === version);
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}
