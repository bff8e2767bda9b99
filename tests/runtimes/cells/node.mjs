/** The Node that runs the tests, and newer versions. */
import { MAJORS, nodePath } from '../../../scripts/nodes.mjs';
import { suiteIn, versioned } from '../programs.mjs';

const WAYS = { import: 'import.mjs', require: 'require.cjs' };

/** @type {import('../matrix.mjs').Cell[]} */
export const cells = [
  ...cellsOf('node', () => process.execPath).map((cell) => ({ ...cell, isQuick: true })),
  ...MAJORS.flatMap((major) => cellsOf(`node${major}`, () => nodePath(major))),
];

function cellsOf(name, path) {
  return Object.entries(WAYS).map(([way, program]) => ({
    name,
    way,
    runtime: () => versioned('Node', path()),
    run: (place) => suiteIn(place, { command: path(), program }),
  }));
}
