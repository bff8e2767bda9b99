import type { FleetSummary } from 'patchlens/fleet';
import { description } from '../fleet';
import { leftOut } from '../model/left-out';
import { session } from '../session';

/** Of which nodes the numbers above it say nothing current. */
export function LeftOut({ summary }: { summary: FleetSummary }) {
  const isDone = session.value?.fleet.phase.value === 'done';
  const parts = leftOut(summary, isDone && (description.value.value?.complete ?? true));
  if (parts.length === 0) return null;
  return (
    <p class="left-out muted">
      <strong>No current verdict for</strong> {parts.join('; ')}.
    </p>
  );
}
