/** The words for verdicts and their reasons. What they mean is decided by the store. */
import type { ReasonCode, Verdict } from 'patchlens/fleet';
import { formatNumber } from './words';

/** In the order in which they deserve attention. */
export const VERDICTS = [
  'non-compliant',
  'unreported',
  'stale',
  'excepted',
  'stopped',
  'compliant',
] as const satisfies readonly Verdict[];

export const VERDICT_LABELS: Record<Verdict, string> = {
  'non-compliant': 'Non-compliant',
  unreported: 'Unreported',
  stale: 'Stale',
  excepted: 'Excepted',
  stopped: 'Stopped',
  compliant: 'Compliant',
};

/** Why nodes are unreported, as it follows a number. */
const CAUSES: Partial<Record<ReasonCode, string>> = {
  'not-asked': 'not asked yet',
  'never-scanned': 'never scanned',
  'scanned-by-association': 'scanned by an association only',
  'counts-incomplete': 'with counts missing',
  'read-failed': 'not readable',
};

/** The causes with their numbers, such as `['60 never scanned', '2 not readable']`. */
export function causes(unreported: Partial<Record<ReasonCode, number>>): string[] {
  return Object.entries(unreported)
    .filter(([, nodes]) => nodes > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([code, nodes]) => `${formatNumber(nodes)} ${CAUSES[code as ReasonCode] ?? code}`);
}
