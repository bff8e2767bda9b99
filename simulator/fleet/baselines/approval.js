const DAY = 24 * 60 * 60;
const SECURITY = new Set(['Security', 'SecurityUpdates']);

/** What a rule can filter by, by filter key. */
const KEYS = {
  CLASSIFICATION: ({ classification }) => classification,
  MSRC_SEVERITY: ({ severity }) => severity,
  PATCH_SET: () => 'OS',
  PRIORITY: ({ severity }) => severity,
  PRODUCT: (_patch, { product }) => product,
  SEVERITY: ({ severity }) => severity,
};

/**
 * Whether a baseline approves a patch. `approvedAt` is epoch seconds.
 * @typedef {{ status: 'APPROVED' | 'PENDING_APPROVAL' | 'EXPLICIT_APPROVED' | 'EXPLICIT_REJECTED',
 *   level: string, approvedAt?: number }} Approval
 */

/**
 * @param {import('./baseline.js').Baseline} baseline
 * @param {import('../catalog/advisory.js').CatalogPatch} patch
 * @param {{ platform: import('../platforms.js').Platform, start: Date, at: number }} context `start`
 *   is that of the fleet, `at` the time of the decision in epoch seconds
 * @returns {Approval | undefined} undefined for a patch that no rule matches
 */
export function approvalOf(baseline, patch, { platform, start, at }) {
  const { approved, rejected, approvedLevel = 'UNSPECIFIED' } = baseline;
  const releasedAt = start.getTime() / 1000 - patch.ageDays * DAY;
  if (rejected.includes(patch.kbId)) return { status: 'EXPLICIT_REJECTED', level: 'UNSPECIFIED' };
  if (approved.includes(patch.kbId)) {
    return { status: 'EXPLICIT_APPROVED', level: approvedLevel, approvedAt: baseline.modifiedAt };
  }
  const rule = ruleFor(baseline, patch, platform);
  if (rule === undefined) return undefined;
  const approvedAt = approvalTime(rule, releasedAt);
  if (approvedAt === undefined) return undefined;
  const status = approvedAt <= at ? 'APPROVED' : 'PENDING_APPROVAL';
  return { status, level: rule.level, approvedAt };
}

/**
 * The compliance level of a missing patch.
 * @param {import('./baseline.js').Baseline} baseline
 * @param {import('../catalog/advisory.js').CatalogPatch} patch
 * @param {import('../platforms.js').Platform} platform
 */
export function levelOf(baseline, patch, platform) {
  return ruleFor(baseline, patch, platform)?.level ?? 'UNSPECIFIED';
}

function ruleFor({ globalFilters, rules }, patch, platform) {
  if (!matches(globalFilters, patch, platform)) return undefined;
  return rules.find(({ filters, enableNonSecurity }) => {
    const isIncluded =
      platform.type === 'Windows' || enableNonSecurity || SECURITY.has(patch.classification);
    return isIncluded && matches(filters, patch, platform);
  });
}

function matches(filters, patch, platform) {
  return Object.entries(filters).every(
    ([key, values]) => values.includes('*') || values.includes(KEYS[key](patch, platform)),
  );
}

/** A date includes its whole day; a patch with a later release is never approved. */
function approvalTime({ approveAfterDays, approveUntil }, releasedAt) {
  if (approveUntil === undefined) return releasedAt + approveAfterDays * DAY;
  return releasedAt < Date.parse(approveUntil) / 1000 + DAY ? releasedAt : undefined;
}
