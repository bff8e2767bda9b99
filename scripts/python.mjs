/** The virtual environment with boto3, which the peer tests read the simulator with. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ask, must, ROOT } from './process.mjs';
import { whenChanged } from './stamp.mjs';
import { step } from './step.mjs';

const REQUIREMENTS = 'tests/peers/requirements.txt';
const VENV = join(ROOT, '.venv');
const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
// boto3's minimum.
const CHECK = 'import sys; sys.exit(sys.version_info < (3, 10))';

/** The Python that has boto3. */
export const PYTHON = join(VENV, 'bin/python');

/** @throws {Error} that says how to get Python, or what its environment lacks */
export async function python() {
  await whenChanged('python', [REQUIREMENTS], [PYTHON.slice(ROOT.length + 1)], () =>
    step('Python with boto3', create),
  );
}

async function create() {
  const system = await find();
  if (!(await environment(system))) {
    throw new Error(
      `${system} cannot make a virtual environment: install its venv module ` +
        '(Debian, Ubuntu: `apt-get install python3-venv`) or `virtualenv`',
    );
  }
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  await must(PYTHON, [...install, '--only-binary=:all:', '--require-hashes', '-r', REQUIREMENTS], {
    output: 'keep',
  });
}

async function find() {
  for (const name of NAMES) if ((await ask(name, ['-c', CHECK])) !== undefined) return name;
  throw new Error(
    'Python 3.10 or newer is needed for the peer tests: install it from https://www.python.org ' +
      'or with the system\'s packages (Debian, Ubuntu: `apt-get install python3 python3-venv`)',
  );
}

// Debian ships Python without the module that puts pip into a virtual environment.
async function environment(system) {
  for (const tool of ['venv', 'virtualenv']) {
    rmSync(VENV, { recursive: true, force: true });
    if ((await ask(system, ['-m', tool, VENV])) !== undefined && existsSync(PYTHON)) return true;
  }
  return false;
}
