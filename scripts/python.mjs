/** The virtual environment with boto3, which the peer tests read the simulator with. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { apt } from './apt.mjs';
import { ask, must, ROOT } from './process.mjs';
import { whenChanged } from './stamp.mjs';
import { step } from './step.mjs';

const REQUIREMENTS = 'tests/peers/requirements.txt';
const VENV = join(ROOT, '.venv');
const NAMES = [
  'python3',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python',
];
// boto3's minimum.
const CHECK = 'import sys; sys.exit(sys.version_info < (3, 10))';

/** The Python that has boto3. */
export const PYTHON = join(VENV, 'bin/python');

/** @throws {Error} that says what was tried and how to get Python */
export async function python() {
  await whenChanged('python', [REQUIREMENTS], ['.venv/bin/python'], () =>
    step('Python with boto3', create),
  );
}

async function create() {
  if (!(await environment())) await fromApt();
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  await must(PYTHON, [...install, '--only-binary=:all:', '--require-hashes', '-r', REQUIREMENTS], {
    output: 'keep',
  });
}

// Debian ships Python without the module that puts pip into an environment.
async function environment() {
  for (const name of NAMES) {
    if ((await ask(name, ['-c', CHECK])) === undefined) continue;
    for (const tool of ['venv', 'virtualenv']) {
      rmSync(VENV, { recursive: true, force: true });
      if ((await ask(name, ['-m', tool, VENV])) !== undefined && existsSync(PYTHON)) return true;
    }
  }
  return false;
}

async function fromApt() {
  let failure = 'The package python3-venv did not help';
  await apt('python3-venv').catch((error) => (failure = error.message));
  if (await environment()) return;
  throw new Error(
    `${failure}\nNo Python 3.10 or newer found that can make a virtual environment, which the ` +
      'peer tests need. Install it (Debian, Ubuntu: `apt-get install python3-venv`; macOS: ' +
      '`brew install python`; else from https://www.python.org).',
  );
}
