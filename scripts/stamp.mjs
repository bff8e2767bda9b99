/** Incremental steps: work that is repeated only when its inputs have changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.mjs';

const FOLDER = join(ROOT, '.setup');
const MADE = new Set(['dist', 'node_modules', 'target']);

/**
 * Does the work unless it was done for the same inputs and its outputs exist.
 *
 * @param {string} name of the stamp, a file in .setup/ with the fingerprint of the inputs
 * @param {string[]} inputs files and folders, relative to the root; their contents count, not their times
 * @param {string[]} outputs files, relative to the root
 * @param {() => Promise<unknown>} work
 * @param {string} [setting] an input that is no file, such as the value of an environment variable
 * @returns {Promise<boolean>} whether the work was done
 */
export async function whenChanged(name, inputs, outputs, work, setting = '') {
  const stamp = join(FOLDER, name);
  const now = fingerprint(inputs) + setting;
  const hasOutputs = outputs.every((file) => existsSync(join(ROOT, file)));
  if (hasOutputs && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false;
  await work();
  mkdirSync(FOLDER, { recursive: true });
  // The inputs before the work: an edit during the work must repeat it.
  writeFileSync(stamp, now);
  return true;
}

function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesOf(input))) {
    hash.update(`${file}\0`).update(
      createHash('sha256')
        .update(readFileSync(join(ROOT, file)))
        .digest(),
    );
  }
  return hash.digest('hex');
}

/**
 * The files at or under a path, without the outputs of builds.
 *
 * @param {string} path relative to the root
 * @returns {string[]} relative to the root, sorted
 */
export function filesOf(path) {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path))
    .filter((name) => !MADE.has(name))
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
