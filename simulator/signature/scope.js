import { ServiceError } from '../service-error.js';
import { incomplete } from './authorization.js';

const TERMINATOR = 'aws4_request';

/**
 * Refuses a credential scoped for another day, region or service; all complaints in one message.
 * @param {string} credential `keyid/date/region/service/aws4_request`
 * @param {{ date: string, region: string, service: string }} expected with the X-Amz-Date header
 * @returns {string} the access key id
 */
export function refuseOtherScope(credential, expected) {
  const parts = credential.split('/');
  if (parts.length !== 5) {
    throw incomplete(
      'Credential must have exactly 5 slash-delimited elements, ' +
        `e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  const [accessKeyId, ...scope] = parts;
  const complaints = complaintsAbout(scope, expected);
  if (complaints.length > 0) {
    throw new ServiceError('InvalidSignatureException', complaints.join(' '));
  }
  return accessKeyId;
}

function complaintsAbout([day, region, service, terminator], expected) {
  const today = expected.date.slice(0, 8);
  return [
    region !== expected.region && `Credential should be scoped to a valid region, not '${region}'.`,
    service !== expected.service &&
      `Credential should be scoped to correct service: '${expected.service}'.`,
    terminator !== TERMINATOR &&
      `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'.`,
    day !== today &&
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
        `'${day}' != '${today}', from '${expected.date}'.`,
  ].filter(Boolean);
}
