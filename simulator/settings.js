import { identityPoolsById } from './cognito-identity/identity-pools.js';
import { credentialsById, SAMPLE_CREDENTIALS } from './credentials.js';
import { faultScript } from './fault-script.js';
import { Fleet } from './fleet/fleet.js';
import { rolesByArn } from './identity/roles.js';
import { createSessions } from './identity/sessions.js';
import { webIdentitiesByToken } from './identity/web-identities.js';

/** Ways of the service that some clients do not survive, hence only on request. */
export const QUIRKS = Object.freeze({
  'iso-dates': 'times are RFC 3339 texts, as AWS’s documentation prints them',
  'mixed-dates': 'times are numbers, numeric texts, RFC 3339 texts and HTTP dates by turns',
  'max-results-50': 'MaxResults above 50 is refused, whatever the documentation says',
  'repeated-token': 'a listing of more than two pages sends the same token for ever',
  nulls: 'members that are absent are there, and null',
  'new-members': 'every object has a member that the documentation does not know',
  'new-values': 'some values of enumerations are ones that the documentation does not know',
});

/**
 * @typedef {object} SimulatorOptions
 * @property {Fleet | { nodes?: number, seed?: number, start?: number | Date }} [fleet] the nodes;
 *   1,000 with seed 1 by default
 * @property {Iterable<{ accessKeyId: string, secretAccessKey: string, sessionToken?: string,
 *   expiration?: Date | string | number, arn?: string }>} [credentials] who may call; AWS's
 *   documentation keys by default. `arn` is who they are to STS
 * @property {Parameters<typeof rolesByArn>[0]} [roles] what STS gives credentials for; none by
 *   default
 * @property {Parameters<typeof identityPoolsById>[0]} [identityPools] what Cognito Identity gives
 *   credentials for; none by default
 * @property {Parameters<typeof webIdentitiesByToken>[0]} [webIdentityTokens] the tokens of identity
 *   providers that both take; none by default
 * @property {number} [sessionSeconds] how long the credentials that both give are good for,
 *   whatever was asked for
 * @property {string} [region] the only region that signatures may be scoped to; `us-east-1`
 * @property {() => number} [now] the service's clock, milliseconds since the epoch
 * @property {Iterable<keyof typeof QUIRKS>} [quirks] none by default
 * @property {import('./fault-script.js').FaultRule[] | ((call:
 *   import('./operations/index.js').Call) => import('./fault-script.js').Fault | undefined |
 *   Promise<import('./fault-script.js').Fault | undefined>)} [faults] asked about every call that
 *   got past the signature check
 * @property {(record: import('./simulator.js').RequestRecord) => void} [onRequest] told about
 *   every request but preflights, after it was answered; never told a secret
 * @property {boolean} [exposeHeaders] whether scripts of other origins may read the request id,
 *   error type, retry hint and date; true
 */

/**
 * Checks the options and fills in what is not given.
 * @param {SimulatorOptions} options
 */
export function settingsOf({
  fleet,
  credentials = SAMPLE_CREDENTIALS,
  roles = [],
  identityPools = [],
  webIdentityTokens = [],
  sessionSeconds,
  region = 'us-east-1',
  now = Date.now,
  quirks = [],
  faults,
  onRequest = () => {},
  exposeHeaders = true,
}) {
  const nodes = fleet instanceof Fleet ? fleet : new Fleet({ region, start: now(), ...fleet });
  const secret = `${region}:${nodes.seed}`;
  const sessions = createSessions({ secret, now, sessionSeconds });
  const given = credentialsById(credentials);
  return {
    fleet: nodes,
    secret,
    sessions,
    /** Those that were given, and those that the simulator gave. */
    credentials: { get: (id, token) => given.get(id) ?? sessions.open(id, token) },
    roles: rolesByArn(roles),
    identityPools: identityPoolsById(identityPools),
    webIdentities: webIdentitiesByToken(webIdentityTokens),
    region,
    now,
    quirks: knownQuirks(quirks),
    faults: Array.isArray(faults) ? faultScript(faults, { now, seed: nodes.seed }) : faults,
    onRequest,
    exposeHeaders,
  };
}

function knownQuirks(quirks) {
  const chosen = new Set(quirks);
  for (const quirk of chosen) {
    if (!Object.hasOwn(QUIRKS, quirk)) {
      throw new TypeError(
        `quirks: unknown quirk "${quirk}"; known are ${Object.keys(QUIRKS).join(', ')}`,
      );
    }
  }
  return chosen;
}
