import { NOT_COMPARED } from '../model/trend';
import { snapshotTrouble } from '../model/history-trouble';
import { trendHash } from '../model/route';
import { VERDICT_LABELS } from '../model/verdict';
import { formatLocal } from '../model/times';
import { formatNumber, plural } from '../model/words';
import { askSince, standing, type Since } from '../since';
import { useAnswer } from './use-answer';

/** What changed since the last snapshot, if there is a history. */
export function OverviewSince() {
  const asked = useAnswer(askSince, []);
  const changes = asked.value.value;
  const failure = asked.error.value;
  return (
    <section class="card since" aria-labelledby="since-title">
      <h2 id="since-title">Since the last snapshot</h2>
      {failure !== undefined && <p role="alert">Not compared. {snapshotTrouble(failure)}</p>}
      {changes ? <Changes changes={changes} /> : failure === undefined && <NotCompared />}
      <p>
        <a href={trendHash()}>Trend</a>
      </p>
    </section>
  );
}

function NotCompared() {
  const at = standing();
  if (at.kind === 'none') {
    return (
      <p class="muted">
        There is no snapshot of these scopes of an earlier day. The trend says how to get a history.
      </p>
    );
  }
  if (at.kind === 'looking') return <p class="muted">Looking for snapshots…</p>;
  const of = formatLocal(at.last.scannedAt);
  return (
    <p class="muted">
      {at.kind === 'stopped'
        ? `Not compared with the snapshot of ${of}: you stopped the reading.`
        : `Compared with the snapshot of ${of} when the fleet is read.`}
    </p>
  );
}

function Changes({ changes }: { changes: Since }) {
  const { from, opened, closed, stillOpen, newNodes, goneNodes, notCompared } = changes;
  if (changes.isUnrelated) {
    return (
      <p>
        The snapshot of {formatLocal(from)} has no node in common with this fleet: it may be of another
        account. The two are not compared.
      </p>
    );
  }
  const numbers: [string, number][] = [
    ['Opened', opened],
    ['Closed', closed],
    ['Still open', stillOpen],
    ['New nodes', newNodes],
    ['Gone nodes', goneNodes],
    ['Nodes not compared', notCompared],
  ];
  return (
    <>
      <p class="muted">Open patches and nodes, against the snapshot of {formatLocal(from)}.</p>
      <dl class="since-numbers">
        {numbers.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd data-count={count}>{formatNumber(count)}</dd>
          </div>
        ))}
      </dl>
      <VerdictChanges changes={changes.verdictChanges} />
      <p class="muted note">
        A patch is closed only if its node was read both times. Nodes that are gone close nothing.
        {notCompared > 0 && ` Nodes not compared: ${NOT_COMPARED}`}
      </p>
    </>
  );
}

function VerdictChanges({ changes }: { changes: Since['verdictChanges'] }) {
  if (changes.length === 0) return <p>No node changed its verdict.</p>;
  const sorted = [...changes].sort((a, b) => b.nodes - a.nodes);
  return (
    <ul class="reasons">
      {sorted.map(({ from, to, nodes }) => (
        <li key={`${from} ${to}`}>
          {plural(nodes, 'node')}: {VERDICT_LABELS[from].toLowerCase()} →{' '}
          {VERDICT_LABELS[to].toLowerCase()}
        </li>
      ))}
    </ul>
  );
}
