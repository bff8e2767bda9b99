import { derive, hex } from '../identity/derive.js';

/**
 * Ids of identities. One half of an id is derived from its owner or random, the other half from the
 * first and the pool. So the pool of an id is known without a list of all issued ids.
 *
 * @param {{ secret: string,
 *   identityPools: Map<string, import('./identity-pools.js').IdentityPool> }} settings
 */
export function createIdentities({ secret, identityPools }) {
  /**
   * @param {import('./identity-pools.js').IdentityPool} pool
   * @param {import('../identity/web-identities.js').WebIdentity} [owner] undefined for a guest,
   *   who gets a new id each time
   */
  function idOf(pool, owner) {
    const first = owner
      ? hex(derive(secret, 'owner', owner.provider, owner.subject).subarray(0, 8))
      : hex(crypto.getRandomValues(new Uint8Array(8)));
    return idIn(pool, owner ? 'owned' : 'guest', first);
  }

  /**
   * @param {string} identityId
   * @returns {{ pool: import('./identity-pools.js').IdentityPool, isGuest: boolean } | undefined}
   */
  function find(identityId) {
    const first = identityId
      .slice(identityId.indexOf(':') + 1)
      .replaceAll('-', '')
      .slice(0, 16);
    for (const pool of identityPools.values()) {
      for (const kind of ['guest', 'owned']) {
        if (idIn(pool, kind, first) === identityId) return { pool, isGuest: kind === 'guest' };
      }
    }
    return undefined;
  }

  function idIn({ identityPoolId }, kind, first) {
    const rest = hex(derive(secret, 'identity', identityPoolId, kind, first).subarray(0, 8));
    const uuid = `${first}${rest}`.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    return `${identityPoolId.split(':')[0]}:${uuid}`;
  }

  return { idOf, find };
}
