/** Credentials of a profile in the shared files: keys, a program, or a role that another profile takes. */
import { readFile } from 'node:fs/promises';
import { fromAssumeRole, fromWebIdentity } from 'patchlens';
import { CommandError } from '../command-error.js';
import { loginOf } from './aws-cli.js';
import { fromContainer } from './container.js';
import { keysIn } from './environment.js';
import { credentialsIn } from './process-output.js';
import { runProgram, wordsOf } from './program.js';

/** In CloudTrail it tells the calls of this program from those of others. */
const SESSION_NAME = 'patchlens';

/**
 * @typedef {object} Surroundings
 * @property {Map<string, Map<string, string>>} profiles
 * @property {Record<string, string | undefined>} env
 * @property {(region: string | undefined) => import('patchlens').ProviderOptions} sts how STS is reached
 * @property {typeof fetch} fetch
 */

/**
 * @param {string} name
 * @param {Surroundings} surroundings
 * @param {string[]} [chain] the profiles whose source this is
 * @returns {(() => Promise<import('patchlens').Credentials>) | undefined} a provider; `undefined` if the
 *   profile has no credentials
 * @throws {CommandError}
 */
export function fromProfile(name, surroundings, chain = []) {
  const profile = surroundings.profiles.get(name);
  if (profile === undefined) throw noProfile(name);
  const isOwnSource = chain.at(-1) === name;
  if (chain.includes(name) && !isOwnSource) {
    throw new CommandError(`The profiles ${[...chain, name].join(' → ')} are each other's source`);
  }
  if (profile.has('role_arn') && !isOwnSource) return roleOf(name, profile, surroundings, chain);
  return keysOf(name, profile) ?? programOf(name, profile, surroundings) ?? signInOf(name, profile);
}

/** The error for a profile that was named and is not there. */
export function noProfile(name) {
  return new CommandError(`There is no profile "${name}". Those that exist: aws configure list-profiles`);
}

function keysOf(name, profile) {
  const accessKeyId = profile.get('aws_access_key_id');
  const secretAccessKey = profile.get('aws_secret_access_key');
  if (!accessKeyId) return undefined;
  if (!secretAccessKey) {
    throw new CommandError(`The profile "${name}" has an aws_access_key_id, and aws_secret_access_key is missing`);
  }
  const sessionToken = profile.get('aws_session_token') || undefined;
  return async () => ({ accessKeyId, secretAccessKey, sessionToken });
}

function programOf(name, profile, { env }) {
  const command = profile.get('credential_process');
  if (!command) return undefined;
  const source = `credential_process of profile "${name}"`;
  return async () => {
    const [file = '', ...args] = wordsOf(command);
    const { status, stdout } = await runProgram(file, args, env);
    if (status === 'done') return credentialsIn(stdout, source);
    // What the program says may quote a secret.
    throw new CommandError(`${source}: the program ${status === 'absent' ? 'is not there' : 'failed'}`);
  };
}

function signInOf(name, profile) {
  if (!profile.has('sso_session') && !profile.has('sso_start_url') && !profile.has('login_session')) {
    return undefined;
  }
  const how = `install the AWS CLI (version 2), then ${loginOf(name)}`;
  throw new CommandError(`The profile "${name}" signs in with SSO, for which the AWS CLI is needed: ${how}`);
}

function roleOf(name, profile, surroundings, chain) {
  if (profile.has('mfa_serial')) {
    throw new CommandError(
      `The role of profile "${name}" needs a code (mfa_serial), for which the AWS CLI is needed: ` +
        `aws configure export-credentials --profile ${name} --format env`,
    );
  }
  const seconds = profile.get('duration_seconds');
  const options = {
    ...surroundings.sts(profile.get('region')),
    roleArn: profile.get('role_arn'),
    roleSessionName: profile.get('role_session_name') || SESSION_NAME,
    ...(seconds && { durationSeconds: Number(seconds) }),
  };
  const file = profile.get('web_identity_token_file');
  if (file) return webIdentity(options, file);
  const externalId = profile.get('external_id') || undefined;
  const source = sourceOf(name, profile, surroundings, chain);
  return fromAssumeRole({ ...options, externalId, source });
}

/** A provider for the bearer of the token in a file. */
export function webIdentity(options, file) {
  return fromWebIdentity({ ...options, token: async () => (await readFile(file, 'utf8')).trim() });
}

function sourceOf(name, profile, surroundings, chain) {
  const from = profile.get('source_profile');
  if (from) {
    const source = fromProfile(from, surroundings, [...chain, name]);
    if (source !== undefined) return source;
    throw new CommandError(`The profile "${from}", source of "${name}", has no credentials`);
  }
  const { env, fetch } = surroundings;
  const kind = profile.get('credential_source');
  const sources = { Environment: async () => keysIn(env), EcsContainer: () => fromContainer(env, fetch) };
  if (!Object.hasOwn(sources, kind ?? '')) {
    throw new CommandError(
      `The role of profile "${name}" needs a source_profile, or a credential_source: ` +
        `${Object.keys(sources).join(' or ')}${kind ? `, not ${kind}` : ''}`,
    );
  }
  return async () => {
    const credentials = await sources[kind]();
    if (credentials) return credentials;
    throw new CommandError(`credential_source ${kind} of profile "${name}" has no credentials`);
  };
}
