import { modeledError, ServiceError } from '../service-error.js';
import { wireBaseline } from './wire-baseline.js';

const BASELINE_ID = /^(arn:aws[\w-]*:ssm:[\w-]+:\d{12}:patchbaseline\/)?pb-[0-9a-f]{17}$/;

/** One baseline with its rules; AWS's own are found by their ARN only. */
export const getPatchBaseline = {
  input: 'GetPatchBaselineRequest',

  answer({ input }, { fleet, time }) {
    return wireBaseline(baselineNamed(input.BaselineId, fleet), time);
  },
};

/**
 * @param {string} id
 * @param {import('../fleet/fleet.js').Fleet} fleet
 * @throws {ServiceError} InvalidResourceId, DoesNotExistException
 */
export function baselineNamed(id, fleet) {
  if (!BASELINE_ID.test(id)) throw new ServiceError('InvalidResourceId');
  const baseline = fleet.baselines.find(id);
  if (baseline === undefined) {
    throw modeledError('DoesNotExistException', `Patch baseline ${id} does not exist.`);
  }
  return baseline;
}
