/**
 * What makes a node non-compliant. The only place of the page that decides it: verdicts, tiles,
 * sorting, the tables and the CSV file all use it.
 *
 * The rules are those of AWS's model of InstancePatchState and of the user guide's page about patch
 * compliance states. Two sets of counts describe a node: by the state of its patches, and by the
 * compliance level of those that are not compliant. The sets can disagree, and the worse one
 * decides.
 */
import type { InstancePatchState } from 'patchlens';
import { reportedCount } from './reported';

export type CountMember = Extract<keyof InstancePatchState, `${string}Count`>;

export interface CountRule {
  count: CountMember;
  /** The state of the patches that it counts, in the enum's spelling; absent for levels. */
  state?: string;
  label: string;
  /** The label of a patch in this state, if that differs. */
  stateLabel?: string;
  /** `problem` makes the node non-compliant; `remark` does not, and is named beside its verdict. */
  effect: 'problem' | 'remark' | 'none';
  /** What follows a number: "3 missing". */
  phrase: string;
  /** What follows 1, if that differs. */
  singular?: string;
}

const STATES: readonly CountRule[] = [
  {
    count: 'MissingCount',
    state: 'MISSING',
    label: 'Missing',
    effect: 'problem',
    phrase: 'missing',
  },
  { count: 'FailedCount', state: 'FAILED', label: 'Failed', effect: 'problem', phrase: 'failed' },
  {
    count: 'InstalledPendingRebootCount',
    state: 'INSTALLED_PENDING_REBOOT',
    label: 'Pending reboot',
    effect: 'problem',
    phrase: 'pending reboot',
  },
  {
    count: 'InstalledRejectedCount',
    state: 'INSTALLED_REJECTED',
    label: 'Installed, rejected',
    effect: 'problem',
    phrase: 'rejected but installed',
  },
  {
    count: 'AvailableSecurityUpdateCount',
    state: 'AVAILABLE_SECURITY_UPDATE',
    label: 'Security updates, not approved',
    stateLabel: 'Update available',
    effect: 'remark',
    phrase: 'security updates not approved',
    singular: 'security update not approved',
  },
  {
    count: 'InstalledOtherCount',
    state: 'INSTALLED_OTHER',
    label: 'Installed, other',
    effect: 'none',
    phrase: 'installed, other',
  },
  {
    count: 'InstalledCount',
    state: 'INSTALLED',
    label: 'Installed',
    effect: 'none',
    phrase: 'installed',
  },
  {
    count: 'NotApplicableCount',
    state: 'NOT_APPLICABLE',
    label: 'Not applicable',
    effect: 'none',
    phrase: 'not applicable',
  },
];

const LEVELS: readonly CountRule[] = [
  {
    count: 'CriticalNonCompliantCount',
    label: 'Critical, non-compliant',
    effect: 'problem',
    phrase: 'critical non-compliant',
  },
  {
    count: 'SecurityNonCompliantCount',
    label: 'Security, non-compliant',
    effect: 'problem',
    phrase: 'security non-compliant',
  },
  {
    count: 'OtherNonCompliantCount',
    label: 'Other, non-compliant',
    effect: 'problem',
    phrase: 'other non-compliant',
  },
];

const PROBLEM_STATES = STATES.filter(({ effect }) => effect === 'problem');
const REMARKS = STATES.filter(({ effect }) => effect === 'remark');
const RULE_OF_STATE = new Map(STATES.map((rule) => [rule.state, rule]));

/** Every count of a node, those that make it non-compliant first. */
export const COUNT_RULES: readonly CountRule[] = [
  ...PROBLEM_STATES,
  ...LEVELS,
  ...STATES.filter(({ effect }) => effect !== 'problem'),
];

/** The rule of a patch's state, in the enum's spelling; `undefined` for an unknown state. */
export function stateRule(state: string): CountRule | undefined {
  return RULE_OF_STATE.get(state);
}

/** What makes the node non-compliant, such as `['3 missing', '1 failed']`; empty if nothing does. */
export function problems(state: InstancePatchState): string[] {
  return problemRules(state).flatMap((rule) => said(state, rule));
}

/** A fact that is not a problem, but belongs beside the verdict. */
export function remarks(state: InstancePatchState): string[] {
  return REMARKS.flatMap((rule) =>
    isUnreadable(state, rule) ? [`an unknown number of ${rule.phrase}`] : said(state, rule),
  );
}

/** The problems other than the counts that are shown anyway. */
export function otherProblems(state: InstancePatchState, shown: ReadonlySet<CountMember>): string[] {
  return problemRules(state)
    .filter(({ count }) => !shown.has(count))
    .flatMap((rule) => said(state, rule));
}

/**
 * The counts that a verdict of compliant needs and that were not reported. A service that reports no
 * level at all is an older one; a level that is absent beside others is unknown.
 */
export function unknownCounts(state: InstancePatchState): string[] {
  const levels = LEVELS.some(({ count }) => isPresent(state[count])) ? LEVELS : [];
  return [...PROBLEM_STATES, ...levels]
    .filter(({ count }) => reportedCount(state[count]) === undefined)
    .map(({ phrase }) => phrase);
}

/** How many patches make the node non-compliant, as far as is known. */
export function openCount(state: InstancePatchState): number {
  return Math.max(total(state, PROBLEM_STATES), total(state, LEVELS));
}

/** How many security updates are available and not approved, as far as is known. */
export function securityUpdateCount(state: InstancePatchState): number {
  return total(state, REMARKS);
}

/** How many patches the node has in any state, as far as is known. */
export function patchCount(state: InstancePatchState): number {
  return total(state, STATES);
}

/** The states, and the levels if they count more. Usually they count the same patches again. */
function problemRules(state: InstancePatchState): readonly CountRule[] {
  const isMore = total(state, LEVELS) > total(state, PROBLEM_STATES);
  return isMore ? [...PROBLEM_STATES, ...LEVELS] : PROBLEM_STATES;
}

function said(state: InstancePatchState, { count, phrase, singular = phrase }: CountRule): string[] {
  const number = reportedCount(state[count]) ?? 0;
  return number > 0 ? [`${number} ${number === 1 ? singular : phrase}`] : [];
}

function isUnreadable(state: InstancePatchState, { count }: CountRule): boolean {
  return isPresent(state[count]) && reportedCount(state[count]) === undefined;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function total(state: InstancePatchState, rules: readonly CountRule[]): number {
  return rules.reduce((sum, { count }) => sum + (reportedCount(state[count]) ?? 0), 0);
}
