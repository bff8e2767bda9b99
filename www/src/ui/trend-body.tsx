import type { Snapshot } from '../model/history';
import { leftOutOf, type Point } from '../model/trend';
import { VERDICT_LABELS, VERDICTS } from '../model/verdict';
import { formatLocal } from '../model/times';
import { formatDay, formatNumber, formatShare, plural } from '../model/words';
import type { Trend } from '../trend-reading';
import { ChangesChart, PatchTimesChart } from './trend-changes';
import { ComplianceChart, FindingsChart } from './trend-charts';
import { TrendNodes } from './trend-nodes';
import { useTrend } from './use-trend';

/** The charts of a history, or how far its reading is. */
export function TrendBody({ snapshots }: { snapshots: readonly Snapshot[] }) {
  const reading = useTrend(snapshots);
  if (reading.phase === 'reading') {
    return (
      <div class="panel panel-progress">
        <progress aria-label="Reading the snapshots" value={reading.read} max={snapshots.length} />
        <span class="progress-text">
          {reading.read} of {plural(snapshots.length, 'snapshot')} read
        </span>
        <button class="button button-small" type="button" onClick={reading.cancel}>
          Cancel
        </button>
      </div>
    );
  }
  if (reading.phase === 'cancelled') {
    return (
      <div class="panel panel-notice">
        <p class="panel-body">You stopped the reading of the snapshots.</p>
        <button class="button button-small" type="button" onClick={reading.again}>
          Continue
        </button>
      </div>
    );
  }
  return <Read trend={reading.trend} />;
}

function Read({ trend: { points, unreadable, longest } }: { trend: Trend }) {
  const complete = points.filter((point) => point.complete);
  return (
    <>
      {unreadable.length > 0 && (
        <div class="panel panel-error" role="alert">
          {unreadable.map(({ at, reason }) => (
            <p key={at.getTime()}>
              The snapshot of {formatLocal(at)} is left out. {reason}
            </p>
          ))}
        </div>
      )}
      {complete.length > 1 ? (
        <>
          <ComplianceChart points={points} />
          <FindingsChart points={points} />
          <ChangesChart points={points} />
          <PatchTimesChart points={points} />
        </>
      ) : (
        points.map((point) => <Single key={point.id} point={point} />)
      )}
      {longest && points[0] && <TrendNodes longest={longest} begin={points[0].at} />}
    </>
  );
}

/** One snapshot is no trend: its numbers, without a line. */
function Single({ point }: { point: Point }) {
  const { at, nodes, verdicts, findings } = point;
  const leftOut = leftOutOf(point);
  return (
    <section class="card chart" aria-label={`Snapshot of ${formatDay(at)}`}>
      <h2>{point.complete ? 'One complete snapshot so far' : 'A partial snapshot'}</h2>
      <p class="chart-lead">
        <strong>
          {formatShare(verdicts.compliant, nodes)} ({formatNumber(verdicts.compliant)} of{' '}
          {plural(nodes, 'node')})
        </strong>{' '}
        compliant at {formatLocal(at)}, {plural(findings, 'open patch', 'open patches')}.
      </p>
      <p>
        {VERDICTS.map((it) => `${formatNumber(verdicts[it])} ${VERDICT_LABELS[it].toLowerCase()}`).join(', ')}.
      </p>
      {leftOut.length > 0 && <p class="muted note">Left out: {leftOut.join('; ')}.</p>}
      <p class="muted note">A trend begins with a second complete snapshot, of another day.</p>
    </section>
  );
}
