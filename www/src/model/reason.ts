/** The package's classification of what AWS answered; the page has no list of AWS's codes. */
import type { PatchlensError } from 'patchlens';

export type Reason = NonNullable<PatchlensError['reason']>;

const REASONS: Record<Reason, true> = {
  throttled: true,
  expired: true,
  denied: true,
  'clock-skew': true,
  'not-found': true,
  unavailable: true,
  other: true,
};

/** A reason that a backend sent; `other` if this page does not know it. */
export function parseReason(text: string | undefined): Reason {
  return text !== undefined && Object.hasOwn(REASONS, text) ? (text as Reason) : 'other';
}
