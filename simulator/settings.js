import { identityPoolsById } from './cognito-identity/identity-pools.js';
import { credentialsById, SAMPLE_CREDENTIALS } from './credentials.js';
import { faultScript } from './faults/script.js';
import { Fleet } from './fleet/fleet.js';
import { rolesByArn } from './identity/roles.js';
import { createSessions } from './identity/sessions.js';
import { webIdentitiesByToken } from './identity/web-identities.js';
import { knownQuirks } from './quirks.js';

/**
 * @typedef {object} SimulatorOptions
 * @property {Fleet | ConstructorParameters<typeof Fleet>[0]} [fleet] the nodes; 1,000 with seed 1 by
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
export function settingsOf({
  fleet: fleetOptions,
  credentials = SAMPLE_CREDENTIALS,
  roles = [],
  identityPools = [],
  webIdentityTokens = [],
  sessionSeconds,
  region = 'us-east-1',
  now = Date.now,
  quirks = [],
  faults = [],
  onRequest = () => {},
  exposeHeaders = true,
}) {
  const fleet =
    fleetOptions instanceof Fleet
      ? fleetOptions
      : new Fleet({ region, start: now(), ...fleetOptions });
  const secret = `${region}:${fleet.seed}`;
  const sessions = createSessions({ secret, now, sessionSeconds });
  const permanent = credentialsById(credentials);
  return {
    fleet,
    secret,
    sessions,
    /** The given credentials, and the temporary ones that the simulator issued. */
    credentials: { get: (id, token) => permanent.get(id) ?? sessions.open(id, token) },
    roles: rolesByArn(roles),
    identityPools: identityPoolsById(identityPools),
    webIdentities: webIdentitiesByToken(webIdentityTokens),
    region,
    now,
    quirks: knownQuirks(quirks),
    faults: Array.isArray(faults) ? faultScript(faults, { now, seed: fleet.seed }) : faults,
    onRequest,
    exposeHeaders,
  };
}
