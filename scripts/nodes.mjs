/** Other versions of Node, from npm. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NPM_CI } from './packages.mjs';
import { must, ROOT } from './process.mjs';
import { step } from './step.mjs';

/** The other major versions that the package is tested in. */
export const MAJORS = [22, 24];
const FOLDER = join(ROOT, 'tests/runtimes/nodes');

/** Installs those that npm has for this platform. @throws {Error} if npm fails */
export async function nodes() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8'));
  const isMissing = (major) => packageOf(major) in optionalDependencies && !found(major);
  const missing = MAJORS.filter(isMissing);
  if (missing.length === 0) return;
  const install = () => must('npm', NPM_CI, { cwd: FOLDER, output: 'keep' });
  await step(`Node ${missing.join(', ')}`, install);
}

/**
 * @param {number} major
 * @returns {string} the path of its program: the one that `PATCHLENS_NODE22` or the like names, else
 *   npm's
 * @throws {Error} if there is none
 */
export function nodePath(major) {
  const variable = `PATCHLENS_NODE${major}`;
  const path = process.env[variable] ?? found(major);
  if (path) return path;
  throw new Error(
    `There is no Node ${major} for ${process.platform}-${process.arch} in tests/runtimes/nodes, ` +
      `and ${variable} does not name the path of one.`,
  );
}

function found(major) {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = join(FOLDER, 'node_modules', packageOf(major), 'bin', file);
  return existsSync(path) ? path : undefined;
}

function packageOf(major) {
  return `node${major}-${process.platform.replace('win32', 'win')}-${process.arch}`;
}
