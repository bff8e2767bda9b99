/**
 * What a node's patch counts say about it. Never a green by default: a node is `compliant` only if
 * the service reported all the counts that matter, all of them 0, by a scan that is recent enough.
 */
import type { InstancePatchState } from 'patchlens';

/** In the order in which they deserve attention. */
export const VERDICTS = ['non-compliant', 'unreported', 'stale', 'compliant'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Judgement {
  verdict: Verdict;
  /** Why, in words that stand alone. */
  reason: string;
  /** The last scan is older than the limit, or its time is unknown; of any verdict. */
  stale: boolean;
}

export interface JudgeOptions {
  now: number;
  staleAfterMs: number;
}

/** The counts that make a node non-compliant, with the words for them. */
const PROBLEMS = [
  ['MissingCount', 'missing'],
  ['FailedCount', 'failed'],
  ['InstalledPendingRebootCount', 'pending reboot'],
  ['InstalledRejectedCount', 'rejected but installed'],
] as const;

/** A count as reported; `undefined` where the service said nothing, or -1 for "not known". */
export function knownCount(count: number | undefined): number | undefined {
  return typeof count === 'number' && count >= 0 ? count : undefined;
}

/** The verdict on a node of which the service answered with `state`, or not at all. */
export function judge(state: InstancePatchState | undefined, options: JudgeOptions): Judgement {
  if (!state) {
    return {
      verdict: 'unreported',
      stale: false,
      reason: 'Never scanned, or unknown to the service',
    };
  }
  const stale = isStale(state.OperationEndTime, options);
  const problems = PROBLEMS.filter(([member]) => (knownCount(state[member]) ?? 0) > 0);
  if (problems.length > 0) {
    const reason = problems.map(([member, word]) => `${state[member]} ${word}`).join(', ');
    return { verdict: 'non-compliant', stale, reason };
  }
  const unknown = PROBLEMS.filter(([member]) => knownCount(state[member]) === undefined);
  const other = unknown.length > 0 ? nonCompliantPatches(state) : 0;
  if (other === undefined) {
    const words = unknown.map(([, word]) => word).join(', ');
    return {
      verdict: 'unreported',
      stale,
      reason: `The service did not say how many are ${words}`,
    };
  }
  if (other > 0) {
    return { verdict: 'non-compliant', stale, reason: `${other} not as the baseline demands` };
  }
  if (stale)
    return { verdict: 'stale', stale, reason: staleReason(state.OperationEndTime, options) };
  return {
    verdict: 'compliant',
    stale,
    reason: 'Nothing missing, failed, rejected or pending reboot',
  };
}

/**
 * The same problems counted another way, by weight instead of by state: what is left to go by where
 * a count by state is not reported. `undefined` where these are not, either.
 */
function nonCompliantPatches(state: InstancePatchState): number | undefined {
  const counts = [
    state.CriticalNonCompliantCount,
    state.SecurityNonCompliantCount,
    state.OtherNonCompliantCount,
  ].map(knownCount);
  const sum = counts.reduce<number>((total, count) => total + (count ?? 0), 0);
  return sum === 0 && counts.includes(undefined) ? undefined : sum;
}

function isStale(end: Date | undefined, { now, staleAfterMs }: JudgeOptions): boolean {
  return !end || now - end.getTime() > staleAfterMs;
}

function staleReason(end: Date | undefined, { staleAfterMs }: JudgeOptions): string {
  if (!end) return 'No problems reported, but the time of the last scan is unknown';
  const days = staleAfterMs / 86_400_000;
  return `No problems reported, but the last scan is more than ${days} ${days === 1 ? 'day' : 'days'} old`;
}
