/**
 * The Python environments, which uv makes: one with boto3, one with the servers that verify our
 * signatures, one with cfn-lint. The servers need another version of botocore than boto3 is compared
 * with.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { apt } from './apt.mjs';
import { ask, must, ROOT } from './process.mjs';
import { whenChanged } from './stamp.mjs';
import { step } from './step.mjs';

const PEERS = { folder: '.venv', requirements: 'tests/peers/requirements.txt' };
const SERVERS = {
  folder: '.venv-servers',
  requirements: 'tests/conformance/servers/requirements.txt',
};
const LINTER = {
  folder: '.venv-cfn-lint',
  requirements: 'scripts/checks/cfn-lint/requirements.txt',
};
// boto3's minimum.
const VERSION = '>=3.10';
const UV = { folder: '.setup/uv', requirements: 'scripts/uv.txt' };
const HASHED = ['--quiet', '--only-binary', ':all:', '--require-hashes'];

/** The Python that has boto3. */
export const PYTHON = program(PEERS, 'python');

/** The Python that has moto and MiniStack. */
export const SERVERS_PYTHON = program(SERVERS, 'python');

/** The linter of templates for CloudFormation. */
export const CFN_LINT = program(LINTER, 'cfn-lint');

/** @throws {Error} that says what was tried and how to get Python */
export async function cfnLint() {
  await environment('cfn-lint', 'cfn-lint', LINTER);
}

/** @throws {Error} that says what was tried and how to get Python */
export async function python() {
  await environment('python', 'Python with boto3', PEERS);
}

/** @throws {Error} that says what was tried and how to get Python */
export async function servers() {
  await environment('servers', 'Python with moto and MiniStack', SERVERS);
}

function program({ folder }, name) {
  return join(ROOT, folder, 'bin', name);
}

async function environment(stamp, title, { folder, requirements }) {
  await whenChanged(stamp, [requirements], [join(folder, 'bin/python')], async () => {
    const uv = await uvPath();
    await step(title, async () => {
      rmSync(join(ROOT, folder), { recursive: true, force: true });
      await must(uv, ['venv', '--quiet', '--python', VERSION, folder], QUIETLY);
      await must(uv, ['pip', 'sync', ...HASHED, '--python', folder, requirements], QUIETLY);
    });
  });
}

// uv would download a Python from a site that is no package registry.
const QUIETLY = {
  output: 'keep',
  env: { UV_PYTHON_DOWNLOADS: 'never', UV_HTTP_TIMEOUT: '180' },
};

/** The user's uv, or ours: a wheel from PyPI. */
async function uvPath() {
  if (await ask('uv', ['--version'])) return 'uv';
  const outputs = [join(UV.folder, 'bin/uv')];
  await whenChanged('uv.stamp', [UV.requirements], outputs, () => step('uv', installUv));
  return program(UV, 'uv');
}

async function installUv() {
  if (!(await hasPip())) await fromApt();
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input'];
  await must(program(UV, 'python'), [...pip, ...HASHED, '-r', UV.requirements], QUIETLY);
}

/** Makes an environment with pip. Debian's Python lacks the module that puts pip there. */
async function hasPip() {
  for (const tool of ['venv', 'virtualenv']) {
    rmSync(join(ROOT, UV.folder), { recursive: true, force: true });
    const made = await ask('python3', ['-m', tool, UV.folder]);
    if (made !== undefined && existsSync(program(UV, 'pip'))) return true;
  }
  return false;
}

async function fromApt() {
  let failure = 'The package python3-venv did not help';
  await apt('python3-venv').catch((error) => (failure = error.message));
  if (await hasPip()) return;
  throw new Error(
    `${failure}\nThe peer and conformance tests and cfn-lint need uv, or a Python that can make a virtual ` +
      'environment. Install one of them (Debian, Ubuntu: `apt-get install python3-venv`; macOS: ' +
      '`brew install uv`; else from https://docs.astral.sh/uv).',
  );
}
