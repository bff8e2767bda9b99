import { customBaselines } from './custom.js';
import { predefinedBaselines } from './predefined.js';

/**
 * A rule that approves patches.
 * @typedef {object} Rule
 * @property {Record<string, string[]>} filters values by filter key; all keys must match, `*`
 *   matches everything
 * @property {string} level how grave it is when a patch of this rule is missing
 * @property {number} [approveAfterDays] either this
 * @property {string} [approveUntil] or this, `YYYY-MM-DD`
 * @property {boolean} enableNonSecurity whether Linux patches that cure nothing count
 *
 * A patch baseline. Times are epoch seconds.
 * @typedef {object} Baseline
 * @property {string} id
 * @property {string} name
 * @property {string} operatingSystem
 * @property {string} [description]
 * @property {'AWS' | 'Self'} owner
 * @property {boolean} isDefault whether nodes of no patch group use it
 * @property {Record<string, string[]>} globalFilters
 * @property {Rule[]} rules
 * @property {string[]} approved
 * @property {string} [approvedLevel]
 * @property {boolean} [approvedEnableNonSecurity]
 * @property {string[]} rejected
 * @property {'ALLOW_AS_DEPENDENCY' | 'BLOCK'} rejectedAction
 * @property {object[]} sources
 * @property {string[]} groups the patch groups that use it
 * @property {number} createdAt
 * @property {number} modifiedAt
 * @property {'COMPLIANT' | 'NON_COMPLIANT'} [availableSecurityUpdates]
 */

/**
 * All baselines of a fleet and who uses which.
 * @param {{ seed: number, start: Date, region: string }} fleet
 * @param {Parameters<typeof customBaselines>[1]} catalogOf
 */
export function createBaselines(fleet, catalogOf) {
  const custom = customBaselines(fleet, catalogOf);
  const all = [...withDefaults(predefinedBaselines(fleet), custom), ...custom];
  const defaultOf = (operatingSystem) =>
    all.find((baseline) => baseline.isDefault && baseline.operatingSystem === operatingSystem);
  const usedBy = (group, operatingSystem) =>
    all.find(
      (baseline) => baseline.operatingSystem === operatingSystem && baseline.groups.includes(group),
    );
  return {
    all,
    defaultOf,
    /** @param {string} id @returns {Baseline | undefined} */
    find: (id) => all.find((baseline) => baseline.id === id),
    /** The baseline of a patch group; the default one for a group that is not registered. */
    ofGroup: (group, operatingSystem) =>
      usedBy(group, operatingSystem) ?? defaultOf(operatingSystem),
  };
}

/** The first of an operating system is its default, unless the owner chose one of their own. */
function withDefaults(predefined, custom) {
  const taken = new Set(
    custom.filter(({ isDefault }) => isDefault).map(({ operatingSystem }) => operatingSystem),
  );
  return predefined.map((baseline) => {
    const isDefault = !taken.has(baseline.operatingSystem);
    taken.add(baseline.operatingSystem);
    return { ...baseline, isDefault };
  });
}
