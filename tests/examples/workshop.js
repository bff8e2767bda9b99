/** The examples as a user has them: copied out of the repository, with the installed package. */
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { packed } from '../../scripts/packed.mjs';
import { ROOT } from '../../scripts/process.mjs';

const FOLDER = join(ROOT, '.setup/examples');
/** What a user's own work leaves beside an example. */
const MADE = new Set(['node_modules', 'dist', '.wrangler', '.dev.vars']);

/** Where the runtimes and tools are that are no dependency of the repository itself. */
export const TOOLS = join(ROOT, 'tests/runtimes/node_modules/.bin');

/**
 * @param {string} name of an example
 * @returns {Promise<string>} the folder of its copy, from which `patchlens` is the packed one
 */
export async function copyOf(name) {
  const { root } = await packed();
  const folder = join(FOLDER, name);
  rmSync(folder, { recursive: true, force: true });
  const filter = (path) => !MADE.has(basename(path));
  cpSync(join(ROOT, 'examples', name), folder, { recursive: true, filter });
  const link = join(folder, 'node_modules/patchlens');
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(root, link);
  return folder;
}
