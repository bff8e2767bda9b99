import type { Verdict } from 'patchlens/fleet';
import { VERDICT_LABELS } from '../model/verdict';
import { Icon } from './icon';

/** A verdict by shape, word and colour. */
export function VerdictBadge({ verdict, reason }: { verdict: Verdict; reason?: string }) {
  return (
    <span class={`badge tone-${verdict}`} title={reason}>
      <Icon name={verdict} />
      {VERDICT_LABELS[verdict]}
    </span>
  );
}
