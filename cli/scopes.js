/** The scopes of a scan: each profile in each Region, or the simulator's. */
import { PatchClient } from 'patchlens';
import { accountOf } from './account.js';
import { CommandError, messageOf, UsageError } from './command-error.js';
import { credentialsOf } from './credentials/chain.js';
import { readProfiles } from './credentials/profiles.js';
import { noProfile } from './credentials/shared-files.js';
import { explained } from './credentials/shared.js';
import { endpointsOf } from './endpoints.js';
import { listOf } from './options.js';
import { simulatedScopes } from './simulated.js';

/** A host without a dot is of the own network. */
const allowInsecureEndpoint = true;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
const NO_REGION = `There is no Region: name one or more with --region, such as --region eu-central-1,
or set AWS_REGION`;

/** The options that say which fleet is read. */
export const SCOPE_OPTIONS = {
  profile: { type: 'string', multiple: true },
  region: { type: 'string', multiple: true },
  endpoint: { type: 'string' },
  simulate: { type: 'boolean', default: false },
};

export const SCOPE_HELP = `Which fleet:
  --profile NAME         a profile of AWS's shared files or SSO; several: again, or with commas
  --region NAME          a Region; several: again, or with commas. Each profile is read in each
                         Region (AWS_REGION, or that of the profile)
  --endpoint URL         in place of AWS's endpoints (AWS_ENDPOINT_URL_SSM, AWS_ENDPOINT_URL)
  --simulate             a made-up fleet; nothing is sent to AWS
`;

/**
 * @param {Record<string, any>} values the options
 * @param {import('./run.js').Io} io
 * @param {import('./console.js').Console} console
 * @returns {Promise<import('patchlens/fleet').Scope[]>}
 * @throws {CommandError}
 */
export async function scopesOf(values, io, console) {
  if (!values.simulate) return ownScopes(values, io, console);
  const other = ['profile', 'region', 'endpoint'].find((name) => values[name] !== undefined);
  if (other !== undefined) throw new UsageError(`--simulate and --${other} exclude each other`);
  return simulatedScopes();
}

async function ownScopes(values, io, console) {
  const { fetch = globalThis.fetch } = io;
  const env = withoutBlankProfile(io.env);
  const endpoints = endpointsOf(values.endpoint, env);
  const profiles = await readProfiles(env);
  const asked = listOf(values.profile);
  const names = asked.length > 0 ? [...new Set(asked)] : [undefined];
  const scopes = [];
  for (const name of names) {
    const regions = regionsOf(values, env, profiles, name ?? env.AWS_PROFILE);
    const sts = (region = regions[0]) => ({ region, fetch, endpoint: endpoints.sts, allowInsecureEndpoint });
    const credentials = credentialsOf(name, { profiles, env, sts, fetch });
    await checked(name, credentials);
    const caller = { region: regions[0], endpoint: endpoints.sts, credentials, fetch };
    const { account, problem } = await accountOf(caller);
    if (account === undefined) await console.error(unknownAccount(name, problem));
    const how = { credentials: explained(credentials), endpoint: endpoints.ssm, allowInsecureEndpoint, fetch };
    for (const region of regions) {
      const client = new PatchClient({ region, ...how });
      scopes.push(scopeOf(account, region, client, name));
    }
  }
  return withoutTwins(scopes, console);
}

/** An empty variable is no profile. */
function withoutBlankProfile({ AWS_PROFILE: profile, ...env }) {
  return profile ? { ...env, AWS_PROFILE: profile } : env;
}

function scopeOf(account, region, client, label) {
  const id = account === undefined ? region : `${account}/${region}`;
  return { id, client, ...(account && { account }), ...(label && { label }) };
}

function unknownAccount(name, problem) {
  const whose = name === undefined ? '' : `${name}: `;
  return `${whose}${problem}; the nodes of this account are known by Region alone`;
}

function regionsOf({ region }, env, profiles, profile) {
  const found = env.AWS_REGION || env.AWS_DEFAULT_REGION || profiles.get(profile ?? 'default')?.get('region');
  const regions = listOf(region ?? (found ? [found] : []));
  if (regions.length === 0 && profile !== undefined && !profiles.has(profile)) throw noProfile(profile);
  if (regions.length === 0) throw new UsageError(NO_REGION);
  const wrong = regions.find((it) => !REGION.test(it));
  if (wrong === undefined) return [...new Set(regions)];
  throw new UsageError(`--region: expected a name like eu-central-1, got "${wrong}"`);
}

/** Fails at once, and with the advice alone, for credentials that cannot be had. */
async function checked(name, credentials) {
  try {
    await credentials();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const whose = name === undefined ? '' : ` of profile "${name}"`;
    throw new CommandError(`Cannot get the credentials${whose}: ${messageOf(error)}`, { cause: error });
  }
}

/** Two profiles of one account would read it twice. Of unknown accounts nothing tells them apart. */
async function withoutTwins(scopes, console) {
  const kept = new Map();
  for (const scope of scopes) {
    const twin = kept.get(scope.id);
    if (twin === undefined) kept.set(scope.id, scope);
    else if (scope.account !== undefined) {
      await console.error(`${scope.id} is read once, with ${twin.label}: ${scope.label} is the same account`);
    } else {
      throw new CommandError(
        `The accounts of the profiles ${twin.label} and ${scope.label} are not known, so their nodes in ` +
          `${scope.id} cannot be told apart; read them one by one`,
      );
    }
  }
  return [...kept.values()];
}
