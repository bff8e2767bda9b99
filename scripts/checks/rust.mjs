/** The rules on the imports of the crate, on its files as they are. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../packages.mjs';
import { cycles, importsOf, outward, trespasses } from './rust-imports.mjs';
import { readCrate } from './rust-modules.mjs';

/** @returns {string[]} what breaks the rules, with its place */
export function rustImportProblems() {
  const root = readCrate('src/lib.rs', textOf);
  const imports = importsOf(root);
  return [...cycles(imports), ...outward(imports), ...trespasses(root)];
}

function textOf(file) {
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
