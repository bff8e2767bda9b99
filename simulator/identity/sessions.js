import { equalsInConstantTime } from '../constant-time.js';
import { base64, derive, idText } from './derive.js';

const SECRET_LENGTH = 40;

/**
 * Temporary credentials. Their session token contains everything about them, sealed, so that a
 * service worker may lose its memory between two requests.
 *
 * @param {{ secret: string, now: () => number, sessionSeconds?: number }} options simulators with
 *   another secret refuse the sessions; `sessionSeconds` replaces the requested lifetime
 */
export function createSessions({ secret, now, sessionSeconds }) {
  /**
   * @param {import('./caller.js').Caller} caller
   * @param {number} seconds the lifetime
   * @returns {{ accessKeyId: string, secretAccessKey: string, sessionToken: string,
   *   expiresAt: number }}
   */
  function issue({ arn, userId }, seconds) {
    const accessKeyId = `ASIA${idText(crypto.getRandomValues(new Uint8Array(16)))}`;
    // Whole seconds, as both services write them.
    const expiresAt = (Math.floor(now() / 1000) + (sessionSeconds ?? seconds)) * 1000;
    const sessionToken = seal(JSON.stringify({ accessKeyId, arn, userId, expiresAt }));
    return { accessKeyId, secretAccessKey: secretOf(accessKeyId), sessionToken, expiresAt };
  }

  /**
   * @param {string} accessKeyId
   * @param {string} sessionToken
   * @returns {(ReturnType<typeof issue> & import('./caller.js').Caller) | undefined} undefined if
   *   this simulator did not issue them together
   */
  function open(accessKeyId, sessionToken) {
    const claims = claimsOf(sessionToken);
    if (claims === undefined || seal(claims) !== sessionToken) return undefined;
    const session = JSON.parse(claims);
    if (!equalsInConstantTime(session.accessKeyId, accessKeyId)) return undefined;
    return { ...session, secretAccessKey: secretOf(accessKeyId), sessionToken };
  }

  function secretOf(accessKeyId) {
    return base64(derive(secret, 'secret key', accessKeyId)).slice(0, SECRET_LENGTH);
  }

  function seal(claims) {
    return btoa(`${base64(derive(secret, 'session', claims))}${asBytes(claims)}`);
  }

  return { issue, open };
}

/** `btoa` takes one byte per character; the name of a session may have any character. */
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
