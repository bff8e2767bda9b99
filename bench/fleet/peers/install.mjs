/** Installs the peers: not with the project's packages, since only the benchmarks need them. */
import { join } from 'node:path';
import { installed, NPM_CI } from '../../../scripts/packages.mjs';
import { must, ROOT } from '../../../scripts/process.mjs';
import { step } from '../../../scripts/step.mjs';

const FOLDER = 'bench/fleet/peers';

/** @throws {Error} if npm fails; better-sqlite3 is compiled where it has no binary for this Node */
export async function installPeers() {
  if (installed(FOLDER)) return;
  const install = () => must('npm', NPM_CI, { cwd: join(ROOT, FOLDER), output: 'keep' });
  await step('the peers of the fleet', install);
}
