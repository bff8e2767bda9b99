import { customBaselines } from './custom.js';
import { predefinedBaselines } from './predefined.js';

/**
 * All baselines of a fleet, and which of them a patch group uses.
 * @param {{ seed: number, start: Date, region: string, mix: import('../mix.js').Mix }} fleet
 * @param {Parameters<typeof customBaselines>[1]} catalogOf
 */
export function createBaselines(fleet, catalogOf) {
  const custom = customBaselines(fleet, catalogOf);
  /** @type {import('./baseline.js').Baseline[]} */
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
    /** @param {string} id */
    find: (id) => all.find((baseline) => baseline.id === id),
    /** The baseline of a patch group; the default one for a group that is not registered. */
    ofGroup: (group, operatingSystem) =>
      usedBy(group, operatingSystem) ?? defaultOf(operatingSystem),
  };
}

/** The first of an operating system is its default, unless the owner chose one of their own. */
function withDefaults(predefined, custom) {
  const chosen = new Set(
    custom.filter(({ isDefault }) => isDefault).map(({ operatingSystem }) => operatingSystem),
  );
  return predefined.map((baseline) => {
    const isDefault = !chosen.has(baseline.operatingSystem);
    chosen.add(baseline.operatingSystem);
    return { ...baseline, isDefault };
  });
}
