import { identityPoolsById } from './cognito-identity/identity-pools.js';
import { credentialsById, SAMPLE_CREDENTIALS } from './credentials.js';
import { faultScript } from './faults/script.js';
import { rolesByArn } from './identity/roles.js';
import { credentialsOfScopes, rolesOfScopes } from './identity/scope-identities.js';
import { createSessions } from './identity/sessions.js';
import { webIdentitiesByToken } from './identity/web-identities.js';
import { knownQuirks } from './quirks.js';
import { scopeFinder, scopesOf, soleScope } from './scopes.js';

/** What a scope says for itself. */
const OF_A_SCOPE = ['fleet', 'region', 'requestsPerSecond', 'burst'];

/**
 * @typedef {object} SimulatorOptions
 * @property {import('./scopes.js').ScopeOptions['fleet']} [fleet] the nodes; 1,000 with seed 1 by
 *   default
 * @property {Iterable<{ accessKeyId: string, secretAccessKey: string, sessionToken?: string,
 *   expiration?: Date | string | number, arn?: string }>} [credentials] the valid credentials;
 *   AWS's documentation keys by default. `arn` is their owner for STS
 * @property {Parameters<typeof rolesByArn>[0]} [roles] the roles that STS knows; none by default
 * @property {Parameters<typeof identityPoolsById>[0]} [identityPools] the pools that Cognito
 *   Identity knows; none by default
 * @property {Parameters<typeof webIdentitiesByToken>[0]} [webIdentityTokens] the valid tokens of
 *   identity providers; none by default
 * @property {number} [sessionSeconds] the lifetime of all temporary credentials, in place of the
 *   requested one
 * @property {string} [region] the only region that signatures may be scoped to; `us-east-1`
 * @property {number} [requestsPerSecond] the rate limit of all calls of SSM together; none by default
 * @property {number} [burst] how many calls can come at once; those of one second by default
 * @property {Iterable<import('./scopes.js').ScopeOptions>} [scopes] several accounts and regions, in
 *   place of `fleet`, `region`, `requestsPerSecond` and `burst`, which each of them has for itself
 * @property {() => number} [now] the clock of the service, milliseconds since the epoch
 * @property {Iterable<keyof typeof import('./quirks.js').QUIRKS>} [quirks] none by default
 * @property {import('./faults/script.js').FaultRule[] | ((call:
 *   import('./simulated-service.js').Call) => import('./faults/kinds.js').Fault | undefined |
 *   Promise<import('./faults/kinds.js').Fault | undefined>)} [faults] decides about every call with
 *   a valid signature
 * @property {(record: import('./simulated-service.js').RequestRecord) => void} [onRequest] called
 *   after every response but those to preflights; receives no secret
 * @property {boolean} [exposeHeaders] whether scripts of other origins may read the request id,
 *   the error type, the retry hint and the date; true
 */

/**
 * Checks the options and fills in the defaults.
 * @param {SimulatorOptions} options
 */
export function settingsOf(options) {
  const {
    credentials = SAMPLE_CREDENTIALS,
    roles = [],
    identityPools = [],
    webIdentityTokens = [],
    sessionSeconds,
    now = Date.now,
    quirks = [],
    faults = [],
    onRequest = () => {},
    exposeHeaders = true,
  } = options;
  const scopes = scopesIn(options, now);
  const scopeOptions = [...(options.scopes ?? [])];
  const [{ fleet, region }] = scopes;
  const secret = secretOf(scopes);
  const sessions = createSessions({ secret, now, sessionSeconds });
  const permanent = credentialsById([...credentials, ...credentialsOfScopes(scopeOptions)]);
  return {
    scopes,
    scopeOf: scopeFinder(scopes, now),
    regions: new Set(scopes.map((scope) => scope.region)),
    fleet,
    region,
    secret,
    sessions,
    /** The given credentials, and the temporary ones that the simulator issued. */
    credentials: { get: (id, token) => permanent.get(id) ?? sessions.open(id, token) },
    roles: rolesByArn([...rolesOfScopes(scopeOptions, credentials), ...roles]),
    identityPools: identityPoolsById(identityPools),
    webIdentities: webIdentitiesByToken(webIdentityTokens),
    now,
    quirks: knownQuirks(quirks),
    faults: Array.isArray(faults) ? faultScript(faults, { now, seed: fleet.seed }) : faults,
    onRequest,
    exposeHeaders,
  };
}

function scopesIn({ scopes, ...options }, now) {
  if (scopes === undefined) {
    const { region = 'us-east-1' } = options;
    return [soleScope({ ...options, region, now })];
  }
  const misplaced = OF_A_SCOPE.find((name) => options[name] !== undefined);
  if (misplaced !== undefined) {
    throw new TypeError(`scopes: "${misplaced}" belongs into each scope`);
  }
  return scopesOf(scopes, now);
}

/** Simulators of other fleets refuse sessions, ids and tokens of this one. */
function secretOf(scopes) {
  const names = scopes.map(({ account, region, fleet }) =>
    [account, region, fleet.seed].filter((part) => part !== undefined).join(':'),
  );
  return names.join(' ');
}
