import { describeAvailablePatches } from './describe-available-patches.js';
import { describeEffectivePatchesForPatchBaseline } from './describe-effective-patches-for-patch-baseline.js';
import { describeInstanceInformation } from './describe-instance-information.js';
import { describeInstancePatchStates } from './describe-instance-patch-states.js';
import { describeInstancePatchStatesForPatchGroup } from './describe-instance-patch-states-for-patch-group.js';
import { describeInstancePatches } from './describe-instance-patches.js';
import { describePatchBaselines } from './describe-patch-baselines.js';
import { describePatchGroupState } from './describe-patch-group-state.js';
import { describePatchGroups } from './describe-patch-groups.js';
import { describePatchProperties } from './describe-patch-properties.js';
import { getDefaultPatchBaseline } from './get-default-patch-baseline.js';
import { getDeployablePatchSnapshotForInstance } from './get-deployable-patch-snapshot-for-instance.js';
import { getPatchBaseline } from './get-patch-baseline.js';
import { getPatchBaselineForPatchGroup } from './get-patch-baseline-for-patch-group.js';
import { listComplianceItems } from './list-compliance-items.js';
import { listComplianceSummaries } from './list-compliance-summaries.js';
import { listResourceComplianceSummaries } from './list-resource-compliance-summaries.js';

/**
 * An operation of the service.
 * @typedef {object} Operation
 * @property {string} input the name of its input shape
 * @property {(call: Call, service: Service) => object} answer the output, times and all, ready to
 *   be written as JSON
 *
 * @typedef {object} Call
 * @property {string} operation
 * @property {object} input
 * @property {string} accessKeyId
 *
 * @typedef {object} Service
 * @property {import('../fleet/fleet.js').Fleet} fleet
 * @property {(seconds: number | undefined, spelling: 'plain' | 'exponent') =>
 *   string | undefined} time
 * @property {ReturnType<import('../paging.js').createPaging>} pageOf
 * @property {string} region
 * @property {() => number} now milliseconds since the epoch
 */

const TARGET_PREFIX = 'AmazonSSM.';

/** @type {Map<string, Operation>} */
const OPERATIONS = new Map([
  ['DescribeInstanceInformation', describeInstanceInformation],
  ['DescribeInstancePatchStates', describeInstancePatchStates],
  ['DescribeInstancePatchStatesForPatchGroup', describeInstancePatchStatesForPatchGroup],
  ['DescribeInstancePatches', describeInstancePatches],
  ['DescribePatchGroups', describePatchGroups],
  ['DescribePatchGroupState', describePatchGroupState],
  ['DescribePatchBaselines', describePatchBaselines],
  ['GetPatchBaseline', getPatchBaseline],
  ['GetDefaultPatchBaseline', getDefaultPatchBaseline],
  ['GetPatchBaselineForPatchGroup', getPatchBaselineForPatchGroup],
  ['DescribeEffectivePatchesForPatchBaseline', describeEffectivePatchesForPatchBaseline],
  ['DescribeAvailablePatches', describeAvailablePatches],
  ['DescribePatchProperties', describePatchProperties],
  ['ListComplianceItems', listComplianceItems],
  ['ListComplianceSummaries', listComplianceSummaries],
  ['ListResourceComplianceSummaries', listResourceComplianceSummaries],
  ['GetDeployablePatchSnapshotForInstance', getDeployablePatchSnapshotForInstance],
]);

/**
 * The name of the operation that an X-Amz-Target header asks for.
 * @param {string | null} target
 * @returns {string | undefined} undefined for what the simulator does not answer
 */
export function operationNamed(target) {
  const name = target?.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : '';
  return OPERATIONS.has(name) ? name : undefined;
}

/** @param {string} name @returns {Operation} */
export function operation(name) {
  return OPERATIONS.get(name);
}
