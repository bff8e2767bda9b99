import * as availablePatches from './available-patches.js';
import * as compliance from './compliance.js';
import * as instanceInformation from './instance-information.js';
import * as patchBaselines from './patch-baselines.js';
import * as patchGroups from './patch-groups.js';
import * as patchSnapshot from './patch-snapshot.js';
import * as patchStates from './patch-states.js';
import * as patches from './patches.js';

/**
 * The operations of all families, each exported by its file under the name of the operation in
 * camel case.
 * @type {Record<string, import('../operation.js').Operation>}
 */
const OPERATIONS = {
  ...availablePatches,
  ...compliance,
  ...instanceInformation,
  ...patchBaselines,
  ...patchGroups,
  ...patchSnapshot,
  ...patchStates,
  ...patches,
};

/** The names of the operations, as AWS spells them. */
export const OPERATION_NAMES = Object.keys(OPERATIONS).map(
  (name) => name[0].toUpperCase() + name.slice(1),
);

/**
 * @param {string} name one of {@link OPERATION_NAMES}
 * @returns {import('../operation.js').Operation}
 */
export function operationNamed(name) {
  return OPERATIONS[name[0].toLowerCase() + name.slice(1)];
}
