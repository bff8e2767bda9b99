import { ServiceError } from '../service-error.js';
import { incompleteSignature } from './authorization.js';

const TERMINATOR = 'aws4_request';

/**
 * Checks that a credential is scoped to this day, region and service.
 * @param {string} credential `keyid/date/region/service/aws4_request`
 * @param {{ date: string, regions: Set<string>, service: string }} expected with the X-Amz-Date
 *   header and the regions that there are
 * @returns {{ accessKeyId: string, region: string }}
 * @throws {ServiceError} with all differences in one message
 */
export function scopeIn(credential, expected) {
  const parts = credential.split('/');
  if (parts.length !== 5) {
    throw incompleteSignature(
      'Credential must have exactly 5 slash-delimited elements, ' +
        `e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  const [accessKeyId, ...scope] = parts;
  const differences = differencesOf(scope, expected);
  if (differences.length > 0) {
    throw new ServiceError('InvalidSignatureException', differences.join(' '));
  }
  return { accessKeyId, region: scope[1] };
}

function differencesOf([day, region, service, terminator], expected) {
  const today = expected.date.slice(0, 8);
  return [
    !expected.regions.has(region) && `Credential should be scoped to a valid region, not '${region}'.`,
    service !== expected.service &&
      `Credential should be scoped to correct service: '${expected.service}'.`,
    terminator !== TERMINATOR &&
      `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'.`,
    day !== today &&
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
        `'${day}' != '${today}', from '${expected.date}'.`,
  ].filter(Boolean);
}
