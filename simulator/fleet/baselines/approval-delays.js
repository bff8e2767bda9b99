/** The patch groups that move to the two additional baselines. */
const MOVED_GROUPS = { WINDOWS: ['prod-sql'], AMAZON_LINUX_2023: ['staging-db'] };

/**
 * The rules of an environment: `staging` waits half as long as `prod`, and `dev` does not wait.
 * @param {import('./baseline.js').Rule[]} rules
 * @param {string} environment
 * @param {import('../mix.js').Mix} mix
 */
export function delayedRules(rules, environment, { approveAfterDays: days }) {
  const delays = { prod: days, staging: Math.floor(days / 2), dev: 0 };
  return rules.map((rule) => ({ ...rule, approveAfterDays: delays[environment] }));
}

/**
 * The patch groups that the additional baseline of an operating system has; none without delays.
 * @param {string} operatingSystem
 * @param {import('../mix.js').Mix} mix
 * @returns {string[]}
 */
export function movedGroups(operatingSystem, { approveAfterDays }) {
  return approveAfterDays > 0 ? (MOVED_GROUPS[operatingSystem] ?? []) : [];
}
