/** Node: the one that runs the tests, and two newer ones from npm. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/process.mjs';
import { suiteIn, versioned } from '../programs.mjs';

const WAYS = { import: 'import.mjs', require: 'require.cjs' };
const OTHERS = [22, 24];

/** @type {import('../matrix.mjs').Cell[]} */
export const cells = [
  ...cellsOf('node', () => process.execPath),
  ...OTHERS.flatMap((major) => cellsOf(`node${major}`, () => other(major))),
];

function cellsOf(name, path) {
  return Object.entries(WAYS).map(([way, program]) => ({
    name,
    way,
    runtime: () => versioned('Node', path()),
    run: (place) => suiteIn(place, { command: path(), program }),
  }));
}

function other(major) {
  const variable = `PATCHLENS_NODE${major}`;
  if (process.env[variable]) return process.env[variable];
  const name = `node${major}-${process.platform.replace('win32', 'win')}-${process.arch}`;
  const path = join(ROOT, 'tests/runtimes/nodes/node_modules', name, 'bin/node');
  if (existsSync(path)) return path;
  throw new Error(`Node ${major} is not in tests/runtimes/nodes, and ${variable} names no other.`);
}
