import { isRoleArn } from '../identity/roles.js';

const POOL_ID = /^[\w-]+:[0-9a-f-]+$/;

/**
 * A pool: who gets an identity, and the roles for its credentials.
 * @typedef {object} IdentityPool
 * @property {string} identityPoolId such as `us-east-1:1a2b3c4d-…`
 * @property {boolean} allowsGuests whether it takes callers without a token
 * @property {string[]} providers the identity providers whose tokens it takes
 * @property {string} accountId
 * @property {string[]} customRoleArns the roles that callers with a token may request
 */

/**
 * @param {Iterable<{ identityPoolId: string, allowsGuests?: boolean, providers?: string[],
 *   accountId?: string, customRoleArns?: string[] }>} list
 * @returns {Map<string, IdentityPool>} by id
 */
export function identityPoolsById(list) {
  return new Map(Array.from(list, checked).map((pool) => [pool.identityPoolId, pool]));
}

function checked({
  identityPoolId,
  allowsGuests = false,
  providers = [],
  accountId = '123456789012',
  customRoleArns = [],
}) {
  if (!POOL_ID.test(identityPoolId ?? '')) {
    throw new TypeError(`identityPools: "${identityPoolId}" is not the id of an identity pool`);
  }
  const odd = customRoleArns.find((arn) => !isRoleArn(arn));
  if (odd !== undefined) {
    throw new TypeError(`identityPools: "${odd}" is not the ARN of a role`);
  }
  return { identityPoolId, allowsGuests, providers, accountId, customRoleArns };
}
