/** Work that is done again only when what it was made from has changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.mjs';

const FOLDER = join(ROOT, '.setup');
const MADE = new Set(['dist', 'node_modules', 'target']);

/**
 * Does the work unless it was done for these very inputs and its outputs still stand.
 *
 * @param {string} name of the stamp that remembers it
 * @param {string[]} inputs files and folders, relative to the root; their contents count
 * @param {string[]} outputs files, relative to the root
 * @param {() => Promise<unknown>} work
 * @returns {Promise<boolean>} whether it was done
 */
export async function whenChanged(name, inputs, outputs, work) {
  const stamp = join(FOLDER, name);
  const now = fingerprint(inputs);
  const standing = outputs.every((file) => existsSync(join(ROOT, file)));
  if (standing && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false;
  await work();
  mkdirSync(FOLDER, { recursive: true });
  // The inputs as they were before the work: an edit made meanwhile asks for it again.
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
 * The files at or under a path, without what builds put there.
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
