/** Where nodes run, and their share of the fleet; each has baselines of its own. */
export const ENVIRONMENTS = [
  ['prod', 55],
  ['staging', 25],
  ['dev', 20],
];

/** Roles that are patched apart from the rest of their kind. */
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
