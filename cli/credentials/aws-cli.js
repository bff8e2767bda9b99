/** Credentials of the AWS CLI, which knows every way to sign in: SSO, roles with MFA, `aws login`. */
import { CommandError } from '../command-error.js';
import { printable } from '../text.js';
import { credentialsIn } from './process-output.js';
import { runProgram } from './program.js';

const SOURCE = 'aws configure export-credentials';
/** Older versions have no such command. */
const UNKNOWN_COMMAND = /invalid choice|Unknown options/i;
const NOTHING_FOUND = /Unable to (retrieve|locate) credentials/i;
const EXPIRED = /\bSSO\b|\bexpired\b|Token .*does not exist|aws (sso )?login/i;
const NO_PROFILE = /The config profile \(.*\) could not be found/i;

/**
 * @param {string | undefined} profile
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<import('patchlens').Credentials | undefined>} `undefined` without the AWS CLI, and if
 *   it has none
 * @throws {CommandError} that says what to do
 */
export async function fromAwsCli(profile, env) {
  const args = ['configure', 'export-credentials', '--format', 'process'];
  const named = profile === undefined ? [] : ['--profile', profile];
  const { status, stdout, stderr } = await runProgram('aws', [...args, ...named], env);
  if (status === 'absent') return undefined;
  if (status === 'done') return credentialsIn(stdout, SOURCE);
  if (UNKNOWN_COMMAND.test(stderr) || NOTHING_FOUND.test(stderr)) return undefined;
  throw new CommandError(adviceOn(stderr, profile ?? (env.AWS_PROFILE || 'default')));
}

function adviceOn(stderr, profile) {
  if (NO_PROFILE.test(stderr)) {
    return `There is no profile "${profile}". Those that exist: aws configure list-profiles`;
  }
  if (EXPIRED.test(stderr)) {
    return `The session of profile "${profile}" has expired. Sign in again: ${loginOf(profile)}`;
  }
  const [said = ''] = stderr.trim().split('\n').slice(-1);
  return `The AWS CLI has no credentials for profile "${profile}": ${printable(said.slice(0, 500))}`;
}

/** The command that signs in, with the name as a shell takes it. */
export function loginOf(profile) {
  const isPlain = /^[\w@%+=:,./-]+$/.test(profile);
  return `aws sso login --profile ${isPlain ? profile : `'${profile.replaceAll("'", `'\\''`)}'`}`;
}
