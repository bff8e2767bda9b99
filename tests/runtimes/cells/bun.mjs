/** Bun, with import and with require. */
import { installed, suiteIn, versioned } from '../programs.mjs';

const WAYS = { import: 'import.mjs', require: 'require.cjs' };

/** @type {import('../matrix.mjs').Cell[]} */
export const cells = Object.entries(WAYS).map(([way, program]) => ({
  name: 'bun',
  way,
  runtime: () => versioned('Bun', installed('bun')),
  run: (place) => suiteIn(place, { command: installed('bun'), args: ['run'], program }),
}));
