/** The environments of nodes with their shares of the fleet; each has its own baselines. */
export const ENVIRONMENTS = [
  ['prod', 55],
  ['staging', 25],
  ['dev', 20],
];

/** Roles with a patch group of their own. */
const OWN_GROUPS = { Linux: ['db'], Windows: ['sql', 'ad'] };

/**
 * The patch group of the nodes of a role.
 * @param {string} environment
 * @param {string} role
 * @param {'Linux' | 'Windows'} type
 */
export function patchGroupName(environment, role, type) {
  return `${environment}-${OWN_GROUPS[type].includes(role) ? role : type.toLowerCase()}`;
}

/**
 * All patch groups of an environment for one type of platform.
 * @param {string} environment
 * @param {'Linux' | 'Windows'} type
 */
export function patchGroupsOf(environment, type) {
  const roles = [type.toLowerCase(), ...OWN_GROUPS[type]];
  return roles.map((role) => patchGroupName(environment, role, type));
}
