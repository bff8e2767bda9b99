/**
 * The verdict on a node. Never green by default: a node is `compliant` only if the service reported
 * the counts that matter, all of them 0, by a scan that is recent enough.
 */
import type { InstancePatchState } from 'patchlens';
import { problems, remarks, unknownCounts } from './compliance';
import { reportedTime } from './reported';

const DAY_MS = 86_400_000;

/** In the order in which they deserve attention. */
export const VERDICTS = ['non-compliant', 'unreported', 'stale', 'compliant'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Judgement {
  verdict: Verdict;
  /** Why, in words that stand alone. */
  reason: string;
  /** The last scan is older than the limit, or its time cannot be right; with any verdict. */
  stale: boolean;
}

export interface JudgeOptions {
  now: number;
  staleAfterMs: number;
}

/** The verdict on a node with this patch state; `undefined` if the service has none for it. */
export function judge(state: InstancePatchState | undefined, options: JudgeOptions): Judgement {
  if (!state) {
    return {
      verdict: 'unreported',
      reason: 'Never scanned, or unknown to the service',
      stale: false,
    };
  }
  const whyStale = stalenessOf(state.OperationEndTime, options);
  const stale = whyStale !== undefined;
  const found = problems(state);
  if (found.length > 0) {
    return { verdict: 'non-compliant', reason: withRemarks(found.join(', '), state), stale };
  }
  const unknown = unknownCounts(state);
  if (unknown.length > 0) {
    const reason = `The service did not report how many are ${unknown.join(', ')}`;
    return { verdict: 'unreported', reason: withRemarks(reason, state), stale };
  }
  if (whyStale !== undefined) {
    const reason = `No problems reported, but ${whyStale}`;
    return { verdict: 'stale', reason: withRemarks(reason, state), stale };
  }
  const reason = 'Nothing missing, failed, rejected or pending reboot';
  return { verdict: 'compliant', reason: withRemarks(reason, state), stale };
}

function withRemarks(reason: string, state: InstancePatchState): string {
  return [reason, ...remarks(state)].join('; ');
}

/** Why the scan is too old to rely on; `undefined` if it is recent. */
function stalenessOf(end: unknown, { now, staleAfterMs }: JudgeOptions): string | undefined {
  const time = reportedTime(end)?.getTime();
  if (time === undefined) return 'the time of the last scan is unknown';
  if (time > now + DAY_MS) return 'the time of the last scan is in the future';
  if (now - time <= staleAfterMs) return undefined;
  const days = staleAfterMs / DAY_MS;
  return `the last scan is more than ${days} ${days === 1 ? 'day' : 'days'} old`;
}
