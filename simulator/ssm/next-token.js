import { Sha256 } from '@aws-crypto/sha256-js';
import { declaredError } from './declared-error.js';

/**
 * Where a listing continues. `afterEmptyPage` says that the empty page before this position was
 * sent already.
 * @typedef {{ position: number, afterEmptyPage: boolean }} Continuation
 */

/**
 * Tokens that are valid for the request that they were issued to, and for no other.
 * @param {string} secret simulators with another secret refuse them
 */
export function createNextTokens(secret) {
  const key = `patchlens-simulator:${secret}`;

  /** @param {string} request the request key @param {Continuation} continuation */
  function issue(request, { position, afterEmptyPage }) {
    const state = `${position}${afterEmptyPage ? 'e' : ''}`;
    const hash = new Sha256(key);
    hash.update(`${state}\n${request}`);
    return btoa(`${state}.${String.fromCharCode(...hash.digestSync())}`);
  }

  /**
   * @param {string} request the request key
   * @param {string} token
   * @returns {Continuation}
   * @throws {import('../service-error.js').ServiceError} InvalidNextToken
   */
  function read(request, token) {
    const [, position, empty] = /^(\d{1,12})(e?)\./.exec(decode(token)) ?? [];
    const continuation = { position: Number(position), afterEmptyPage: empty === 'e' };
    if (position === undefined || issue(request, continuation) !== token) {
      throw declaredError('InvalidNextToken', "The specified token isn't valid.");
    }
    return continuation;
  }

  return { issue, read };
}

function decode(token) {
  try {
    return atob(token);
  } catch {
    return '';
  }
}
