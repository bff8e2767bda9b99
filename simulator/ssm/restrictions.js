import { accountOf } from '../identity/caller.js';
import { ServiceError } from '../service-error.js';
import { violation, violationsMessage } from '../violations.js';
import { validationError } from './validation-error.js';

const PROPERTIES = 'DescribeInstanceProperties';
const SMALL_PAGE = 50;

/**
 * The policies of all callers allow everything but what a quirk denies.
 * @param {string} operation
 * @param {{ caller: import('../identity/caller.js').Caller, region: string,
 *   quirks: Set<string> }} context
 * @throws {ServiceError} AccessDeniedException
 */
export function checkAccess(operation, { caller: { arn }, region, quirks }) {
  if (operation !== PROPERTIES || !quirks.has('no-properties')) return;
  const action = `ssm:${operation}`;
  throw new ServiceError(
    'AccessDeniedException',
    `User: ${arn} is not authorized to perform: ${action} on resource: ` +
      `arn:aws:ssm:${region}:${accountOf(arn)}:* because no identity-based policy allows the ` +
      `${action} action`,
    { messageMember: 'Message' },
  );
}

/**
 * Refuses pages that the documentation allows, where a quirk says so.
 * @param {import('../simulated-service.js').Call} call
 * @param {Set<string>} quirks
 * @throws {ServiceError} ValidationException
 */
export function checkPageSize({ operation, input: { MaxResults = 0 } }, quirks) {
  const isLimited =
    quirks.has('max-results-50') || (operation === PROPERTIES && quirks.has('max-properties-50'));
  if (!isLimited || MaxResults <= SMALL_PAGE) return;
  const constraint = `Member must have value less than or equal to ${SMALL_PAGE}`;
  const violations = [violation('maxResults', String(MaxResults), constraint)];
  throw validationError(violationsMessage(violations));
}
