import type { NodeDetail } from 'patchlens/fleet';
import { TimeAgo } from './time-ago';

const HOUR_MS = 3_600_000;

/** Why a node has its verdict, and since when. */
export function NodeWhy({ node }: { node: NodeDetail }) {
  const { reason, verdict, nonCompliantSince, readAt } = node;
  // A history that begins with this reading says nothing.
  const since = verdict === 'non-compliant' && nonCompliantSince;
  return (
    <p class="reason">
      {reason}.
      {since && readAt.getTime() - since.getTime() > HOUR_MS && (
        <span class="muted">
          {' '}
          Non-compliant at least since <TimeAgo time={since} />.
        </span>
      )}
    </p>
  );
}
