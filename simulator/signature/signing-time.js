import { ServiceError } from '../service-error.js';
import { incompleteSignature } from './authorization.js';

const TOLERANCE_MS = 5 * 60 * 1000;
const BASIC_FORMAT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/**
 * The time at which the client signed, no more than five minutes from the clock of the service.
 * @param {string} date the X-Amz-Date header
 * @param {number} now milliseconds since the epoch
 * @returns {Date}
 * @throws {ServiceError}
 */
export function signingTime(date, now) {
  const signedAt = parseBasicFormat(date);
  if (signedAt < now - TOLERANCE_MS) {
    throw clockSkew(
      `Signature expired: ${date} is now earlier than ${basicFormat(now - TOLERANCE_MS)} ` +
        `(${basicFormat(now)} - 5 min.)`,
    );
  }
  if (signedAt > now + TOLERANCE_MS) {
    throw clockSkew(
      `Signature not yet current: ${date} is still later than ${basicFormat(now + TOLERANCE_MS)} ` +
        `(${basicFormat(now)} + 5 min.)`,
    );
  }
  return new Date(signedAt);
}

function parseBasicFormat(date) {
  const time = Date.parse(date.replace(BASIC_FORMAT, '$1-$2-$3T$4:$5:$6Z'));
  if (!BASIC_FORMAT.test(date) || Number.isNaN(time)) {
    throw incompleteSignature(
      `Date must be in ISO-8601 'basic format'. Got '${date}'. ` +
        'See http://en.wikipedia.org/wiki/ISO_8601',
    );
  }
  return time;
}

function basicFormat(time) {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function clockSkew(message) {
  return new ServiceError('InvalidSignatureException', message);
}
