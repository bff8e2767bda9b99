/** What GetPatchBaseline says, and the compliance level of a patch by it. */
import { fold } from './text.js';
import { count, isObject, list, optionalText } from './wire.js';

export function readBaseline(body) {
  const rules = list(isObject(body.ApprovalRules) ? body.ApprovalRules : {}, 'PatchRules');
  const days = rules.map(({ ApproveAfterDays }) => count(ApproveAfterDays));
  return {
    name: optionalText(body.Name),
    rules: rules.map(readRule),
    approveAfterDays: days.filter((one) => one !== undefined),
    approved: textsOf(body.ApprovedPatches),
    approvedLevel: optionalText(body.ApprovedPatchesComplianceLevel) ?? 'UNSPECIFIED',
    updatesCount: fold(
      optionalText(body.AvailableSecurityUpdatesComplianceStatus) ?? '',
    ) === 'non_compliant',
  };
}

function readRule(rule) {
  const group = isObject(rule.PatchFilterGroup) ? rule.PatchFilterGroup : {};
  return {
    level: optionalText(rule.ComplianceLevel) ?? 'UNSPECIFIED',
    filters: list(group, 'PatchFilters').map(({ Key, Values }) => ({
      key: optionalText(Key),
      values: textsOf(Values),
    })),
  };
}

const textsOf = (value) =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** The level that all rules agree on that may mean this patch; undefined where they do not. */
export function complianceLevel(baseline, patch) {
  if (baseline === undefined) return undefined;
  if (baseline.approved.some((id) => id === patch.kb || id === patch.title))
    return baseline.approvedLevel;
  const rules = baseline.rules.filter(({ filters }) => filters.every((one) => mayMean(one, patch)));
  const levels = new Set(rules.map(({ level }) => level));
  return levels.size === 1 ? [...levels][0] : undefined;
}

/** False only where the patch has what the filter asks about and it is something else. */
function mayMean({ key, values }, patch) {
  const member = DECIDING[key];
  if (member === undefined || values.includes('*')) return true;
  const value = patch[member];
  return value !== undefined && values.some((one) => fold(one) === fold(value));
}

const DECIDING = {
  CLASSIFICATION: 'classification',
  MSRC_SEVERITY: 'severity',
  SEVERITY: 'severity',
};
