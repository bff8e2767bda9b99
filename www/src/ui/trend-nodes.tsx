import type { NodeRow } from 'patchlens/fleet';
import { nameOf } from '../model/node-words';
import { nodeHash } from '../model/route';
import { formatDay, formatNumber, formatTime, plural } from '../model/words';
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
        , by the snapshot of {formatTime(at)}.
      </p>
      <table class="small-table">
        <thead>
          <tr>
            <th scope="col">Node</th>
            <th scope="col">Since</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={`${node.scopeId} ${node.instanceId}`}>
              <th scope="row">
                <a href={nodeHash(node)}>{nameOf(node)}</a>
              </th>
              <td>{sinceWords(node, begin)}</td>
              <td>{node.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted note">
        Without a break, as far as snapshots know. “At least” where a node was non-compliant at the
        first one already.
      </p>
    </section>
  );
}

function sinceWords({ nonCompliantSince: since }: NodeRow, begin: Date): string {
  if (!since) return '– (not reported)';
  return since <= begin ? `at least ${formatDay(since)}` : formatDay(since);
}
