/** Tests of other projects, fetched from the registries and checked against their checksums. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SERVERS_PYTHON } from './python.mjs';
import { must, ROOT } from './process.mjs';
import { whenChanged } from './stamp.mjs';
import { step } from './step.mjs';

const PIN = 'tests/conformance/sources/botocore.txt';
const CRATES = 'tests/conformance/sources/Cargo.toml';
const FOLDER = '.setup/botocore';
const ENDPOINTS = 'tests/functional/endpoint-rules/ssm/endpoint-tests-1.json';
const PROTOCOL = 'tests/unit/protocols/output/json.json';
const ONLINE = 'It is fetched once, by `npm run build -- --tests`, which needs the network.';

/** The files of botocore's tests that we run: endpoints of SSM, and outputs of awsJson. */
export const BOTOCORE = {
  endpoints: join(ROOT, FOLDER, ENDPOINTS),
  protocol: join(ROOT, FOLDER, PROTOCOL),
};

/** Fetches what is missing. @throws {Error} that says what could not be fetched, and why */
export async function sources() {
  const outputs = [ENDPOINTS, PROTOCOL].map((path) => join(FOLDER, path));
  await whenChanged('botocore-tests', [PIN], outputs, () => step("botocore's tests", botocore));
  await sigv4Suite();
}

/**
 * The folder of the signing test suite in the crate aws-sigv4, which cargo fetches if it is missing.
 *
 * @returns {Promise<string>}
 * @throws {Error} if cargo cannot fetch it
 */
export async function sigv4Suite() {
  const args = ['metadata', '--locked', '--format-version', '1', '--manifest-path', CRATES];
  const metadata = await fetched('The crate aws-sigv4', () =>
    must('cargo', args, { output: 'keep' }),
  );
  const { manifest_path } = JSON.parse(metadata).packages.find(({ name }) => name === 'aws-sigv4');
  return join(dirname(manifest_path), 'aws-signing-test-suite');
}

// `--no-build-isolation`: setuptools, which reads the version, is pinned too.
async function botocore() {
  const folder = join(ROOT, FOLDER);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-input'];
  const source = ['--no-deps', '--no-binary=:all:', '--no-build-isolation', '--require-hashes'];
  await fetched("botocore's source distribution", () =>
    must(SERVERS_PYTHON, [...pip, ...source, '-r', PIN, '-d', folder], { output: 'keep' }),
  );
  const [archive] = readdirSync(folder);
  const top = archive.replace('.tar.gz', '');
  const wanted = ['LICENSE.txt', ENDPOINTS, PROTOCOL].map((path) => `${top}/${path}`);
  await must('tar', ['-xzf', archive, '--strip-components', '1', ...wanted], { cwd: folder });
  rmSync(join(folder, archive));
}

async function fetched(what, fetch) {
  try {
    return await fetch();
  } catch (error) {
    throw new Error(`${what} cannot be fetched. ${ONLINE}\n${error.message}`, { cause: error });
  }
}
