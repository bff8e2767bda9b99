/**
 * A baseline as `PatchBaselineIdentity`.
 * @param {import('../../fleet/baselines/baseline.js').Baseline} baseline
 */
export function identityOutput({ id, name, operatingSystem, description, isDefault }) {
  return {
    BaselineId: id,
    BaselineName: name,
    OperatingSystem: operatingSystem,
    BaselineDescription: description,
    DefaultBaseline: isDefault,
  };
}

/**
 * A baseline as the output of GetPatchBaseline.
 * @param {import('../../fleet/baselines/baseline.js').Baseline} baseline
 */
export function baselineOutput(baseline) {
  return {
    BaselineId: baseline.id,
    Name: baseline.name,
    OperatingSystem: baseline.operatingSystem,
    GlobalFilters: filtersOutput(baseline.globalFilters),
    ApprovalRules: { PatchRules: baseline.rules.map(ruleOutput) },
    ApprovedPatches: baseline.approved,
    ApprovedPatchesComplianceLevel: baseline.approvedLevel ?? 'UNSPECIFIED',
    ApprovedPatchesEnableNonSecurity: baseline.approvedEnableNonSecurity ?? false,
    RejectedPatches: baseline.rejected,
    RejectedPatchesAction: baseline.rejectedAction,
    PatchGroups: baseline.groups,
    CreatedDate: baseline.createdAt,
    ModifiedDate: baseline.modifiedAt,
    Description: baseline.description,
    Sources: baseline.sources,
    AvailableSecurityUpdatesComplianceStatus: baseline.availableSecurityUpdates,
  };
}

function ruleOutput({ filters, level, approveAfterDays, approveUntil, enableNonSecurity }) {
  return {
    PatchFilterGroup: filtersOutput(filters),
    ComplianceLevel: level,
    ApproveAfterDays: approveAfterDays,
    ApproveUntilDate: approveUntil,
    EnableNonSecurity: enableNonSecurity,
  };
}

function filtersOutput(filters) {
  return { PatchFilters: Object.entries(filters).map(([Key, Values]) => ({ Key, Values })) };
}
