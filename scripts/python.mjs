/** The virtual environments: one with boto3, one with the servers that verify our signatures. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { apt } from './apt.mjs';
import { ask, must, ROOT } from './process.mjs';
import { whenChanged } from './stamp.mjs';
import { step } from './step.mjs';

const PEERS = { folder: '.venv', requirements: 'tests/peers/requirements.txt' };
// They want another version of botocore than boto3 is compared in.
const SERVERS = {
  folder: '.venv-servers',
  requirements: 'tests/conformance/servers/requirements.txt',
};
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
export const PYTHON = executable(PEERS);

/** The Python that has moto and MiniStack. */
export const SERVERS_PYTHON = executable(SERVERS);

/** @throws {Error} that says what was tried and how to get Python */
export async function python() {
  await environment('python', 'Python with boto3', PEERS);
}

/** @throws {Error} that says what was tried and how to get Python */
export async function servers() {
  await environment('servers', 'Python with moto and MiniStack', SERVERS);
}

function executable({ folder }) {
  return join(ROOT, folder, 'bin/python');
}

async function environment(stamp, title, place) {
  const outputs = [join(place.folder, 'bin/python')];
  await whenChanged(stamp, [place.requirements], outputs, () => step(title, () => create(place)));
}

async function create(place) {
  if (!(await made(place))) await fromApt(place);
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  const locked = ['--only-binary=:all:', '--require-hashes', '-r', place.requirements];
  await must(executable(place), [...install, ...locked], { output: 'keep' });
}

// Debian ships Python without the module that puts pip into an environment.
async function made(place) {
  const folder = join(ROOT, place.folder);
  for (const name of NAMES) {
    if ((await ask(name, ['-c', CHECK])) === undefined) continue;
    for (const tool of ['venv', 'virtualenv']) {
      rmSync(folder, { recursive: true, force: true });
      if ((await ask(name, ['-m', tool, folder])) === undefined) continue;
      if (existsSync(executable(place))) return true;
    }
  }
  return false;
}

async function fromApt(place) {
  let failure = 'The package python3-venv did not help';
  await apt('python3-venv').catch((error) => (failure = error.message));
  if (await made(place)) return;
  throw new Error(
    `${failure}\nNo Python 3.10 or newer found that can make a virtual environment, which the ` +
      'peer and conformance tests need. Install it (Debian, Ubuntu: ' +
      '`apt-get install python3-venv`; macOS: `brew install python`; else from ' +
      'https://www.python.org).',
  );
}
