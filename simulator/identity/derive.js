import { Sha256 } from '@aws-crypto/sha256-js';

const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Bytes that only the owner of the secret can compute. The simulator derives keys and ids again
 * whenever it needs them, so that it has nothing to store.
 * @param {string} secret
 * @param {...string} parts
 * @returns {Uint8Array} 32 bytes
 */
export function derive(secret, ...parts) {
  const hash = new Sha256(`patchlens-simulator:${secret}`);
  hash.update(JSON.stringify(parts));
  return hash.digestSync();
}

/**
 * Letters and digits as in AWS's ids, one for each byte.
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
