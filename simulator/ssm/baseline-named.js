import { declaredError } from './declared-error.js';

const BASELINE_ID = /^(arn:aws[\w-]*:ssm:[\w-]+:\d{12}:patchbaseline\/)?pb-[0-9a-f]{17}$/;

/**
 * @param {string} id
 * @param {import('../fleet/fleet.js').Fleet} fleet
 * @throws {import('../service-error.js').ServiceError} InvalidResourceId, DoesNotExistException
 */
export function baselineNamed(id, fleet) {
  if (!BASELINE_ID.test(id)) throw declaredError('InvalidResourceId');
  const baseline = fleet.baselines.find(id);
  if (baseline === undefined) {
    throw declaredError('DoesNotExistException', `Patch baseline ${id} does not exist.`);
  }
  return baseline;
}
