import type { RowVerdict } from '../model/node';
import { Icon } from './icon';

export const VERDICT_LABELS: Record<RowVerdict, string> = {
  'non-compliant': 'Non-compliant',
  unreported: 'Unreported',
  stale: 'Stale',
  compliant: 'Compliant',
  pending: 'Not loaded',
};

/** A verdict by shape, word and colour. */
export function VerdictBadge({ verdict, reason }: { verdict: RowVerdict; reason?: string }) {
  return (
    <span class={`badge tone-${verdict}`} title={reason}>
      <Icon name={verdict} />
      {VERDICT_LABELS[verdict]}
    </span>
  );
}
