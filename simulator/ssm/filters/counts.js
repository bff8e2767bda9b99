import { invalidFilter } from './patches.js';

/** The counts that patch states can be filtered by, by filter key. */
const KEYS = {
  InstalledCount: ({ counts }) => counts.Installed,
  InstalledOtherCount: ({ counts }) => counts.InstalledOther,
  InstalledPendingRebootCount: ({ counts }) => counts.InstalledPendingReboot,
  InstalledRejectedCount: ({ counts }) => counts.InstalledRejected,
  MissingCount: ({ counts }) => counts.Missing,
  FailedCount: ({ counts }) => counts.Failed,
  UnreportedNotApplicableCount: (state) => state.unreportedNotApplicable,
  NotApplicableCount: ({ counts }) => counts.NotApplicable,
};
const COMPARISONS = {
  Equal: (count, limit) => count === limit,
  NotEqual: (count, limit) => count !== limit,
  LessThan: (count, limit) => count < limit,
  GreaterThan: (count, limit) => count > limit,
};

/**
 * The test for a list of `InstancePatchStateFilter`s; all filters must hold.
 * @param {{ Key: string, Values: [string], Type: string }[] | undefined} filters
 * @returns {(state: import('../../fleet/patch-state.js').PatchState) => boolean}
 * @throws {import('../../service-error.js').ServiceError} InvalidFilter
 */
export function countTest(filters = []) {
  const tests = filters.map(({ Key, Values: [value], Type }) => {
    if (!Object.hasOwn(KEYS, Key) || !/^\d{1,9}$/.test(value)) throw invalidFilter();
    return (state) => COMPARISONS[Type](KEYS[Key](state), Number(value));
  });
  return (state) => tests.every((test) => test(state));
}
