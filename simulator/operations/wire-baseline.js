/** Members of the answers that describe baselines. */

/** @param {import('../fleet/baselines/baselines.js').Baseline} baseline */
export function wireIdentity({ id, name, operatingSystem, description, isDefault }) {
  return {
    BaselineId: id,
    BaselineName: name,
    OperatingSystem: operatingSystem,
    BaselineDescription: description,
    DefaultBaseline: isDefault,
  };
}

/**
 * @param {import('../fleet/baselines/baselines.js').Baseline} baseline
 * @param {import('./index.js').Service['time']} time
 */
export function wireBaseline(baseline, time) {
  return {
    BaselineId: baseline.id,
    Name: baseline.name,
    OperatingSystem: baseline.operatingSystem,
    GlobalFilters: wireFilters(baseline.globalFilters),
    ApprovalRules: { PatchRules: baseline.rules.map(wireRule) },
    ApprovedPatches: baseline.approved,
    ApprovedPatchesComplianceLevel: baseline.approvedLevel ?? 'UNSPECIFIED',
    ApprovedPatchesEnableNonSecurity: baseline.approvedEnableNonSecurity ?? false,
    RejectedPatches: baseline.rejected,
    RejectedPatchesAction: baseline.rejectedAction,
    PatchGroups: baseline.groups,
    CreatedDate: time(baseline.createdAt, 'plain'),
    ModifiedDate: time(baseline.modifiedAt, 'exponent'),
    Description: baseline.description,
    Sources: baseline.sources,
    AvailableSecurityUpdatesComplianceStatus: baseline.availableSecurityUpdates,
  };
}

function wireRule({ filters, level, approveAfterDays, approveUntil, enableNonSecurity }) {
  return {
    PatchFilterGroup: wireFilters(filters),
    ComplianceLevel: level,
    ApproveAfterDays: approveAfterDays,
    ApproveUntilDate: approveUntil,
    EnableNonSecurity: enableNonSecurity,
  };
}

function wireFilters(filters) {
  return { PatchFilters: Object.entries(filters).map(([Key, Values]) => ({ Key, Values })) };
}
