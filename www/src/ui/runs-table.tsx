import { durationWords } from '../model/scope-progress';
import { statusWords, type Run } from '../model/server-runs';
import { formatNumber } from '../model/words';
import { Icon, type IconName } from './icon';
import { Dash } from './patch-cells';
import { TimeAgo } from './time-ago';

const ICONS: Record<string, IconName> = {
  running: 'pending',
  complete: 'compliant',
  failed: 'non-compliant',
  abandoned: 'stale',
};
const TONES: Record<string, string> = {
  complete: 'compliant',
  failed: 'non-compliant',
  abandoned: 'stale',
};

interface Props {
  id: string;
  /** The number of the run that reads the scope now. */
  underWay: number | undefined;
  runs: readonly Run[];
}

/** The runs of a scope, the newest first. */
export function RunsTable({ id, underWay, runs }: Props) {
  return (
    <table class="small-table stacking-table" aria-label={`Runs of ${id}`}>
      <thead>
        <tr>
          <th scope="col">Began</th>
          <th scope="col">Status</th>
          <th scope="col">Took</th>
          <th scope="col">Nodes</th>
          <th scope="col">Not readable</th>
          <th scope="col">Requests</th>
          <th scope="col">Throttled</th>
          <th scope="col">Error</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Row key={run.run} run={run.run === underWay ? run : ended(run)} />
        ))}
      </tbody>
    </table>
  );
}

/** A run that the database calls running, and that reads no more, has ended without a word. */
function ended(run: Run): Run {
  return run.status === 'running' ? { ...run, status: 'abandoned' } : run;
}

function Row({ run }: { run: Run }) {
  const { status, started, ended, nodes, failedNodes, requests, throttled, error } = run;
  return (
    <tr>
      <th scope="row" data-label="Began">
        <TimeAgo time={started} />
      </th>
      <td data-label="Status">
        <span class={`badge tone-${TONES[status] ?? 'unreported'}`}>
          <Icon name={ICONS[status] ?? 'unreported'} />
          {statusWords(status)}
        </span>
      </td>
      <td data-label="Took">
        {ended ? durationWords(Math.max(1, Math.round((ended.getTime() - started.getTime()) / 1000))) : <Dash />}
      </td>
      <td data-label="Nodes">
        <Count count={nodes} />
      </td>
      <td data-label="Not readable">
        <Count count={failedNodes} />
      </td>
      <td data-label="Requests">
        <Count count={requests} />
      </td>
      <td data-label="Throttled">
        <Count count={throttled} />
      </td>
      <td data-label="Error" class="run-error">
        {error ?? <Dash title="None" />}
      </td>
    </tr>
  );
}

/** A count that was not told is not 0. */
function Count({ count }: { count: number | undefined }) {
  return count === undefined ? <Dash /> : <>{formatNumber(count)}</>;
}
