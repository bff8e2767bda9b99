import { ServiceError } from '../service-error.js';

const PARAMETERS = ['Credential', 'Signature', 'SignedHeaders'];

/**
 * Parses an Authorization header.
 * @param {string | null} header
 * @param {string | null} date the X-Amz-Date header
 * @returns {{ algorithm: string, credential: string, signedHeaders: string[], signature: string }}
 * @throws {ServiceError} with the words of the service for each missing part
 */
export function parseAuthorization(header, date) {
  if (header === null || !header.startsWith('AWS4-')) {
    throw new ServiceError(
      'MissingAuthenticationTokenException',
      'Request is missing Authentication Token',
    );
  }
  const [algorithm, ...pairs] = header.split(/[,\s]+/).filter(Boolean);
  const parameters = Object.fromEntries(pairs.map((pair) => keyValue(pair, header)));
  requireAll(parameters, date, header);
  return {
    algorithm,
    credential: parameters.Credential,
    signedHeaders: parameters.SignedHeaders.toLowerCase().split(';'),
    signature: parameters.Signature,
  };
}

function keyValue(pair, header) {
  const equals = pair.indexOf('=');
  if (equals < 0) {
    throw incompleteSignature(
      `'${pair}' not a valid key=value pair (missing equal-sign) in Authorization header: '${header}'.`,
    );
  }
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

function requireAll(parameters, date, header) {
  const missing = PARAMETERS.filter((name) => !parameters[name]).map(
    (name) => `Authorization header requires '${name}' parameter. `,
  );
  if (date === null) {
    missing.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
    );
  }
  if (missing.length > 0) throw incompleteSignature(`${missing.join('')}Authorization=${header}`);
}

/** @param {string} message */
export function incompleteSignature(message) {
  return new ServiceError('IncompleteSignatureException', message);
}
