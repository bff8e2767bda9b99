import type { FleetSummary } from 'patchlens/fleet';
import { description } from '../fleet';
import { leftOut } from '../model/left-out';

/** Of which nodes the numbers above it say nothing current. */
export function LeftOut({ summary }: { summary: FleetSummary }) {
  const parts = leftOut(summary, description.value.value?.complete ?? true);
  if (parts.length === 0) return null;
  return (
    <p class="left-out muted">
      <strong>No current verdict for</strong> {parts.join('; ')}.
    </p>
  );
}
