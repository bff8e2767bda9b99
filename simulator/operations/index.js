import { describeInstanceInformation } from './describe-instance-information.js';
import { describeInstancePatchStates } from './describe-instance-patch-states.js';
import { describeInstancePatches } from './describe-instance-patches.js';

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
 */

const TARGET_PREFIX = 'AmazonSSM.';

/** @type {Map<string, Operation>} */
const OPERATIONS = new Map([
  ['DescribeInstanceInformation', describeInstanceInformation],
  ['DescribeInstancePatchStates', describeInstancePatchStates],
  ['DescribeInstancePatches', describeInstancePatches],
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
