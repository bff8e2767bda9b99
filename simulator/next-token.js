import { Sha256 } from '@aws-crypto/sha256-js';
import { modeledError } from './service-error.js';

/**
 * Where a listing goes on. `rested` says that the empty page before this position was already
 * sent.
 * @typedef {{ position: number, rested: boolean }} Place
 */

/**
 * Tokens that are worth something only to the request they were given to.
 * @param {string} secret tokens of simulators with other secrets are refused
 */
export function createNextTokens(secret) {
  const key = `patchlens-simulator:${secret}`;

  /** @param {string} request what the token is bound to @param {Place} place */
  function issue(request, { position, rested }) {
    const state = `${position}${rested ? 'r' : ''}`;
    const hash = new Sha256(key);
    hash.update(`${state}\n${request}`);
    return btoa(`${state}.${String.fromCharCode(...hash.digestSync())}`);
  }

  /** @param {string} request @param {string} token @returns {Place} */
  function read(request, token) {
    const [, position, rested] = /^(\d{1,12})(r?)\./.exec(decode(token)) ?? [];
    const place = { position: Number(position), rested: rested === 'r' };
    if (position === undefined || issue(request, place) !== token) throw invalidNextToken();
    return place;
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

function invalidNextToken() {
  return modeledError('InvalidNextToken', "The specified token isn't valid.");
}
