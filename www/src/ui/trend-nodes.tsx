import type { NodeRow } from 'patchlens/fleet';
import { nameOf } from '../model/node-words';
import { nodeHash } from '../model/route';
import { formatLocal } from '../model/times';
import { formatDay, formatNumber, plural } from '../model/words';
import type { LongestNodes } from '../trend-reading';

interface Props {
  longest: LongestNodes;
  /** When the history begins. A node that was non-compliant then is so for longer. */
  begin: Date;
}

/** The nodes that have been non-compliant for the longest time. */
export function TrendNodes({ longest: { at, total, nodes }, begin }: Props) {
  if (total === 0) return null;
  return (
    <section class="card chart trend-nodes" aria-labelledby="longest-title">
      <h2 id="longest-title">Non-compliant the longest</h2>
      <p class="chart-lead">
        {nodes.length < total
          ? `The first ${nodes.length} of ${plural(total, 'non-compliant node')}`
          : `All ${formatNumber(total)} non-compliant nodes`}
        , by the snapshot of {formatLocal(at)}.
      </p>
      <ol class="longest-nodes">
        {nodes.map((node) => (
          <li key={`${node.scopeId} ${node.instanceId}`}>
            <a href={nodeHash(node)}>{nameOf(node)}</a>
            <span>{sinceWords(node, begin)}</span>
            <span class="muted">{node.reason}</span>
          </li>
        ))}
      </ol>
      <p class="muted note">
        Without a break, as far as snapshots know. “At least” where a node was non-compliant at the
        first one already.
      </p>
    </section>
  );
}

function sinceWords({ nonCompliantSince: since }: NodeRow, begin: Date): string {
  if (!since) return 'since: – (not reported)';
  return `${since <= begin ? 'at least ' : ''}since ${formatDay(since)}`;
}
