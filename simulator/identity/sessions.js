import { sameText } from '../same-text.js';
import { base64, derived, idText } from './derive.js';

const SECRET_LENGTH = 40;

/**
 * Who a signature is by.
 * @typedef {object} Caller
 * @property {string} arn such as `arn:aws:sts::123456789012:assumed-role/Reader/session`
 * @property {string} userId
 */

/**
 * Temporary credentials. What there is to know about them stands in their session token, sealed:
 * a service worker may forget everything between two requests.
 *
 * @param {{ secret: string, now: () => number, sessionSeconds?: number }} options sessions of
 *   simulators with other secrets are refused; `sessionSeconds` counts whatever was asked for
 */
export function createSessions({ secret, now, sessionSeconds }) {
  /**
   * @param {Caller} caller
   * @param {number} seconds how long they are to work
   * @returns {{ accessKeyId: string, secretAccessKey: string, sessionToken: string,
   *   expiresAt: number }}
   */
  function issue({ arn, userId }, seconds) {
    const accessKeyId = `ASIA${idText(crypto.getRandomValues(new Uint8Array(16)))}`;
    // Whole seconds, as both services write them.
    const expiresAt = (Math.floor(now() / 1000) + (sessionSeconds ?? seconds)) * 1000;
    const sessionToken = sealed(JSON.stringify({ accessKeyId, arn, userId, expiresAt }));
    return { accessKeyId, secretAccessKey: secretOf(accessKeyId), sessionToken, expiresAt };
  }

  /**
   * The credentials that a message claims to be signed with.
   * @param {string} accessKeyId
   * @param {string} sessionToken
   * @returns {(ReturnType<typeof issue> & Caller) | undefined} undefined if none were issued so
   */
  function open(accessKeyId, sessionToken) {
    const claims = claimsOf(sessionToken);
    if (claims === undefined || sealed(claims) !== sessionToken) return undefined;
    const session = JSON.parse(claims);
    if (!sameText(session.accessKeyId, accessKeyId)) return undefined;
    return { ...session, secretAccessKey: secretOf(accessKeyId), sessionToken };
  }

  function secretOf(accessKeyId) {
    return base64(derived(secret, 'secret key', accessKeyId)).slice(0, SECRET_LENGTH);
  }

  function sealed(claims) {
    return btoa(`${base64(derived(secret, 'session', claims))}${asBytes(claims)}`);
  }

  return { issue, open };
}

/** `btoa` takes one byte a character, and a session's name may have any. */
function asBytes(text) {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

function claimsOf(sessionToken) {
  try {
    const bytes = Uint8Array.from(atob(sessionToken), (character) => character.charCodeAt(0));
    const text = new TextDecoder().decode(bytes);
    return text.slice(text.indexOf('{'));
  } catch {
    return undefined;
  }
}
