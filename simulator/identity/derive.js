import { Sha256 } from '@aws-crypto/sha256-js';

const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * What nobody can make up who does not know the secret, and the simulator makes again whenever it
 * needs it, so that it has nothing to remember.
 * @param {string} secret
 * @param {...string} parts
 * @returns {Uint8Array} 32 bytes
 */
export function derived(secret, ...parts) {
  const hash = new Sha256(`patchlens-simulator:${secret}`);
  hash.update(JSON.stringify(parts));
  return hash.digestSync();
}

/**
 * Letters and digits as AWS's ids have them, one for each byte.
 * @param {Uint8Array} bytes
 */
export function idText(bytes) {
  return Array.from(bytes, (byte) => BASE_32[byte & 31]).join('');
}

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

/** @param {Uint8Array} bytes */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
