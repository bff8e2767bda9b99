/** Deno with permission to reach the service only: no files, no environment. */
import { join } from 'node:path';
import { ROOT } from '../../../scripts/process.mjs';
import { installed, suiteIn, versioned } from '../programs.mjs';

const HOST = '--allow-net=127.0.0.1';
const ENV = { DENO_DIR: join(ROOT, '.setup/deno'), DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' };

/** @type {import('../matrix.mjs').Cell[]} */
export const cells = [
  {
    name: 'deno',
    way: `import, ${HOST} only`,
    runtime: () => versioned('Deno', installed('deno')),
    run: (place) =>
      suiteIn(place, {
        command: installed('deno'),
        args: ['run', '--no-prompt', HOST],
        program: 'import.mjs',
        env: ENV,
      }),
  },
];
