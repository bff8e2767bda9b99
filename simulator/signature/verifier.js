import { Sha256 } from '@aws-crypto/sha256-js';
import { equalsInConstantTime } from '../constant-time.js';
import { ServiceError } from '../service-error.js';
import { incompleteSignature, parseAuthorization } from './authorization.js';
import { expectedSignature } from './expected-signature.js';
import { scopeIn } from './scope.js';
import { signingTime } from './signing-time.js';

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Verifies requests signed with Signature Version 4 in the header form. The checks have the order
 * of AWS: completeness, clock, signed headers, algorithm, scope, key, token, signature.
 *
 * @param {{ regions: Set<string>, service: string, now: () => number,
 *   credentials: { get: (accessKeyId: string, sessionToken: string) => { accessKeyId: string,
 *   secretAccessKey: string, sessionToken?: string, expiresAt: number } | undefined } }} options
 */
export function createVerifier({ regions, service, now, credentials: known }) {
  /**
   * @param {import('../http/received-request.js').ReceivedRequest} request
   * @returns {Promise<object>} the credentials that signed the request, and the `region` of its scope
   * @throws {ServiceError}
   */
  return async function verify(request) {
    const date = request.header('x-amz-date');
    const authorization = parseAuthorization(request.header('authorization'), date);
    const signedAt = signingTime(date, now());
    checkSignedHeaders(request, authorization.signedHeaders);
    checkAlgorithm(authorization);
    const { accessKeyId, region } = scopeIn(authorization.credential, { date, regions, service });
    const credentials = credentialsOf(request, accessKeyId, known, now());
    await checkSignature(request, authorization, { credentials, signedAt, region, service });
    return { ...credentials, region };
  };
}

function checkSignedHeaders(request, signedHeaders) {
  if (!signedHeaders.includes('host')) {
    throw invalidSignature(
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    );
  }
  for (const name of request.headerNames()) {
    if (name.startsWith('x-amz-') && !signedHeaders.includes(name)) {
      throw invalidSignature(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
  }
}

function checkAlgorithm({ algorithm }) {
  if (algorithm === ALGORITHM) return;
  throw incompleteSignature(
    `Unsupported AWS 'algorithm': '${algorithm}' (only ${ALGORITHM} for now). `,
  );
}

function credentialsOf(request, accessKeyId, known, now) {
  const token = request.header('x-amz-security-token') ?? '';
  const credentials = known.get(accessKeyId, token);
  if (
    credentials === undefined ||
    !equalsInConstantTime(token, credentials.sessionToken ?? '')
  ) {
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

async function checkSignature(request, { signedHeaders, signature }, scope) {
  const { signature: expected, ...steps } = await expectedSignature(request, signedHeaders, scope);
  if (hasBodyHash(request) && equalsInConstantTime(signature, expected)) return;
  const error = invalidSignature(
    'The request signature we calculated does not match the signature you provided. Check your ' +
      'AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
  throw Object.assign(error, { expectedSteps: steps });
}

/** The signer trusts a hash in the headers; the service hashes the body that it received. */
function hasBodyHash(request) {
  const claimed = request.header('x-amz-content-sha256');
  return claimed === null || equalsInConstantTime(claimed, sha256Hex(request.body));
}

function sha256Hex(bytes) {
  const hash = new Sha256();
  hash.update(bytes);
  return Array.from(hash.digestSync(), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function invalidSignature(message) {
  return new ServiceError('InvalidSignatureException', message);
}
