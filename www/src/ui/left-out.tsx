import type { FleetSummary } from 'patchlens/fleet';
import { description } from '../fleet';
import { leftOut } from '../model/left-out';
import { session } from '../session';

/** Of which nodes the numbers above it say nothing current. */
export function LeftOut({ summary }: { summary: FleetSummary }) {
  const isDone = session.value?.fleet.phase.value === 'done';
  const isComplete = isDone && (description.value.value?.complete ?? true);
  const parts = leftOut(summary, isComplete, session.value?.scopes.length ?? 1);
  if (parts.length === 0) return null;
  return (
    <p class="left-out muted">
      <strong>No current verdict for</strong> {`${parts.join('; ')}.`}
    </p>
  );
}
