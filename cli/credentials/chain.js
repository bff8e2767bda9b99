/** Where credentials come from: the profile that was asked for, or the first place that has some. */
import { CommandError } from '../command-error.js';
import { fromAwsCli } from './aws-cli.js';
import { fromContainer } from './container.js';
import { keysIn } from './environment.js';
import { fromProfile, noProfile, webIdentity } from './shared-files.js';
import { shared } from './shared.js';

const NONE = `There are no AWS credentials. Name a profile (--profile), sign in with the AWS CLI
(aws sso login --profile P), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
Without an account: patchlens scan --simulate`;

/**
 * A provider that finds its source at the first call and asks the same one again before the credentials
 * expire.
 *
 * @param {string | undefined} profile
 * @param {import('./shared-files.js').Surroundings} surroundings
 * @returns {() => Promise<import('patchlens').Credentials>}
 */
export function credentialsOf(profile, surroundings) {
  let source;
  return shared(async () => {
    source ??= await sourceOf(profile, surroundings);
    return source();
  });
}

async function sourceOf(profile, surroundings) {
  const places = profile === undefined ? PLACES : [awsCli, sharedFiles];
  for (const place of places) {
    const source = await place(profile, surroundings);
    if (source !== undefined) return source;
  }
  if (profile === undefined) throw new CommandError(NONE);
  throw new CommandError(`The profile "${profile}" has no credentials: neither keys, nor a role or program`);
}

const PLACES = [environment, webIdentityToken, awsCli, sharedFiles, container];

function environment(_, { env, profiles }) {
  const keys = keysIn(env);
  // A name that means nothing is a mistake all the same.
  if (keys && env.AWS_PROFILE && !profiles.has(env.AWS_PROFILE)) throw noProfile(env.AWS_PROFILE);
  return keys && (async () => keysIn(env));
}

/** What Kubernetes and other workloads have in place of keys. */
function webIdentityToken(_, { env, sts }) {
  const { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: roleArn } = env;
  if (!file || !roleArn) return undefined;
  const roleSessionName = env.AWS_ROLE_SESSION_NAME || 'patchlens';
  return webIdentity({ ...sts(undefined), roleArn, roleSessionName }, file);
}

async function awsCli(profile, { env }) {
  return again(await fromAwsCli(profile, env), () => fromAwsCli(profile, env));
}

function sharedFiles(profile, surroundings) {
  const name = profile ?? (surroundings.env.AWS_PROFILE || 'default');
  // Only a profile that was named has to be there.
  const isAsked = profile !== undefined || Boolean(surroundings.env.AWS_PROFILE);
  if (!isAsked && !surroundings.profiles.has(name)) return undefined;
  return fromProfile(name, surroundings);
}

async function container(_, { env, fetch }) {
  return again(await fromContainer(env, fetch), () => fromContainer(env, fetch));
}

/** A provider over a place that had credentials. */
function again(found, find) {
  if (found === undefined) return undefined;
  const checked = async () => {
    const credentials = await find();
    if (credentials) return credentials;
    throw new CommandError('The place of the credentials has none any more');
  };
  return shared(checked, found);
}
