import { Sha256 } from '@aws-crypto/sha256-js';
import { ServiceError } from '../service-error.js';
import { sameText } from '../same-text.js';
import { incomplete, parseAuthorization } from './authorization.js';
import { expectedSignature } from './expected-signature.js';
import { refuseOtherScope } from './scope.js';
import { signingTime } from './signing-time.js';

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Verifies requests signed with Signature Version 4 in header form, complaining in the order in
 * which AWS complains: completeness, clock, signed headers, algorithm, scope, key, token,
 * signature.
 *
 * @param {{ region: string, service: string, now: () => number,
 *   credentials: { get: (accessKeyId: string, sessionToken: string) => { accessKeyId: string,
 *   secretAccessKey: string, sessionToken?: string, expiresAt: number } | undefined } }} options
 */
export function createVerifier({ region, service, now, credentials }) {
  /**
   * @param {import('../received.js').Received} message
   * @returns {Promise<object>} the credentials that signed the message
   * @throws {ServiceError}
   */
  return async function verify(message) {
    const date = message.header('x-amz-date');
    const authorization = parseAuthorization(message.header('authorization'), date);
    const signedAt = signingTime(date, now());
    refuseUnsignedHeaders(message, authorization.signedHeaders);
    if (authorization.algorithm !== ALGORITHM) throw unsupported(authorization.algorithm);
    const accessKeyId = refuseOtherScope(authorization.credential, { date, region, service });
    const signer = signerOf(message, accessKeyId, credentials, now());
    await refuseOtherSignature(message, authorization, { signer, signedAt, region, service });
    return signer;
  };
}

function refuseUnsignedHeaders(message, signedHeaders) {
  if (!signedHeaders.includes('host')) {
    throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  for (const name of message.headerNames()) {
    if (name.startsWith('x-amz-') && !signedHeaders.includes(name)) {
      throw invalid(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
  }
}

function signerOf(message, accessKeyId, known, now) {
  const token = message.header('x-amz-security-token') ?? '';
  const credentials = known.get(accessKeyId, token);
  if (credentials === undefined || !sameText(token, credentials.sessionToken ?? '')) {
    throw new ServiceError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  }
  if (credentials.expiresAt <= now) {
    throw new ServiceError(
      'ExpiredTokenException',
      'The security token included in the request is expired',
    );
  }
  return credentials;
}

async function refuseOtherSignature(message, { signedHeaders, signature }, scope) {
  const { signature: expected, ...computed } = await expectedSignature(
    message,
    signedHeaders,
    scope,
  );
  if (!hasHashOf(message) || !sameText(signature, expected)) {
    const error = invalid(
      'The request signature we calculated does not match the signature you provided. Check your ' +
        'AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
    throw Object.assign(error, { computed });
  }
}

/** The signer takes a hash in the headers at its word; the service hashes what it received. */
function hasHashOf(message) {
  const claimed = message.header('x-amz-content-sha256');
  return claimed === null || sameText(claimed, sha256Hex(message.body));
}

function sha256Hex(bytes) {
  const hash = new Sha256();
  hash.update(bytes);
  return Array.from(hash.digestSync(), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function unsupported(algorithm) {
  return incomplete(`Unsupported AWS 'algorithm': '${algorithm}' (only ${ALGORITHM} for now). `);
}

function invalid(message) {
  return new ServiceError('InvalidSignatureException', message);
}
