/** Copies of the examples outside the repository, with the packed package, like those of users. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packed } from '../../scripts/packed.mjs';
import { ROOT } from '../../scripts/process.mjs';

const FOLDER = join(ROOT, '.setup/examples');
/** The generated files in the folder of an example. */
const MADE = new Set(['node_modules', 'build', 'dist', 'target', '.wrangler', '.dev.vars']);

/** The folder of the runtimes and tools that are not dependencies of the repository. */
export const TOOLS = join(ROOT, 'tests/runtimes/node_modules/.bin');

/**
 * @param {string} name of an example
 * @returns {Promise<string>} the folder of its copy, from which `patchlens` is the packed one, and
 *   all else what the repository has; removed when the process ends
 */
export async function copyOf(name) {
  const { root } = await packed();
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(FOLDER, `${name}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const filter = (path) => !MADE.has(basename(path));
  const original = join(ROOT, 'examples', name);
  cpSync(original, folder, { recursive: true, filter });
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(root, join(modules, 'patchlens'));
  for (const [own, path] of ownModules(original)) symlinkSync(path, join(modules, own));
  return folder;
}

/** The modules that are not in the repository's node_modules. */
function ownModules(original) {
  const folder = join(original, 'node_modules');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name !== 'patchlens' && !name.startsWith('.'))
    .map((name) => [name, join(folder, name)]);
}
