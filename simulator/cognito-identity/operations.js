import { ServiceError } from '../service-error.js';
import { sessionOf } from '../identity/roles.js';
import { double } from '../json-doubles.js';

const SESSION_SECONDS = 3600;
const ROLES = { true: 'Unauth_Role', false: 'Auth_Role' };

// From the service model of Cognito Identity (API version 2014-06-30,
// as published in botocore, Apache-2.0).
const ID = { min: 1, max: 55, pattern: '[\\w-]+:[0-9a-f-]+' };

/**
 * @typedef {object} Service
 * @property {ReturnType<import('./identities.js').createIdentities>} identities
 * @property {Map<string, import('./identity-pools.js').IdentityPool>} identityPools
 * @property {Map<string, import('../identity/web-identities.js').WebIdentity>} webIdentities
 * @property {ReturnType<import('../identity/sessions.js').createSessions>} sessions
 * @property {string} secret
 * @property {() => number} now
 *
 * @type {Record<string, { members: Record<string, import('../identity/input-members.js').Member>,
 *   output: (input: object, service: Service) => object }>}
 */
export const OPERATIONS = {
  GetId: {
    members: {
      AccountId: { min: 1, max: 15, pattern: '\\d+' },
      IdentityPoolId: { ...ID, isRequired: true },
    },
    output: getId,
  },
  GetCredentialsForIdentity: {
    members: {
      IdentityId: { ...ID, isRequired: true },
      CustomRoleArn: { min: 20, max: 2048 },
    },
    output: getCredentialsForIdentity,
  },
};

function getId({ IdentityPoolId, AccountId, Logins }, service) {
  const pool = service.identityPools.get(IdentityPoolId);
  if (pool === undefined || (AccountId !== undefined && AccountId !== pool.accountId)) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `IdentityPool '${IdentityPoolId}' not found.`,
    );
  }
  const owner = ownerOf(pool, Logins, service);
  return { IdentityId: service.identities.idOf(pool, owner) };
}

function getCredentialsForIdentity({ IdentityId, Logins, CustomRoleArn }, service) {
  const found = service.identities.find(IdentityId);
  if (found === undefined) {
    throw new ServiceError('ResourceNotFoundException', `Identity '${IdentityId}' not found.`);
  }
  const { pool, isGuest } = found;
  if (!isGuest && Logins === undefined) {
    throw notAuthorized(`Access to Identity '${IdentityId}' is forbidden.`);
  }
  const owner = ownerOf(pool, Logins, service);
  if (!isGuest && service.identities.idOf(pool, owner) !== IdentityId) throw loginsMismatch();
  const role = roleOf(pool, owner, CustomRoleArn);
  const session = sessionOf({ arn: role }, 'CognitoIdentityCredentials', service.secret);
  const keys = service.sessions.issue(session, SESSION_SECONDS);
  return {
    IdentityId,
    Credentials: {
      AccessKeyId: keys.accessKeyId,
      SecretKey: keys.secretAccessKey,
      SessionToken: keys.sessionToken,
      Expiration: double(keys.expiresAt / 1000, 'exponent'),
    },
  };
}

/** The bearer of the tokens; undefined for a guest. */
function ownerOf(pool, logins, { webIdentities, now }) {
  if (logins === undefined) {
    if (pool.allowsGuests) return undefined;
    throw notAuthorized('Unauthenticated access is not supported for this identity pool.');
  }
  const owners = Object.entries(logins).map(([provider, token]) => {
    if (!pool.providers.includes(provider)) throw loginsMismatch();
    return bearerOf(provider, webIdentities.get(token), now());
  });
  return owners[0];
}

function bearerOf(provider, identity, now) {
  if (identity === undefined) {
    throw notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.');
  }
  if (identity.provider !== provider) {
    throw notAuthorized("Invalid login token. Issuer doesn't match providerName");
  }
  if (identity.expiresAt <= now) {
    const [end, time] = [identity.expiresAt, now].map((ms) => Math.floor(ms / 1000));
    throw notAuthorized(`Invalid login token. Token expired: ${end} >= ${time}`);
  }
  return identity;
}

/** The ARN of the requested role, or of the one that the pool has by default. */
function roleOf({ accountId, identityPoolId, customRoleArns }, owner, requested) {
  if (requested === undefined) {
    const pool = identityPoolId.split(':')[1].slice(0, 8);
    return `arn:aws:iam::${accountId}:role/Cognito_${pool}_${ROLES[owner === undefined]}`;
  }
  if (owner === undefined || !customRoleArns.includes(requested)) {
    throw notAuthorized(`${requested} cannot be assumed through this identity pool.`);
  }
  return requested;
}

function loginsMismatch() {
  return notAuthorized(
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  );
}

function notAuthorized(message) {
  return new ServiceError('NotAuthorizedException', message);
}
