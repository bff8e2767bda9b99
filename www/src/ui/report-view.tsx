import '../style/report-page.css';
import '../style/report.css';
import { useLayoutEffect } from 'preact/hooks';
import { parseReportQuery } from '../model/report-query';
import { formatNumber } from '../model/words';
import { route } from '../navigation';
import { Report } from '../report/report';
import type { Session } from '../session';
import { ErrorPanel } from './error-panel';
import { FleetStatus } from './fleet-status';
import { ReportActions } from './report-actions';
import { ReportOptions } from './report-options';
import { useReport, type ReportState } from './use-report';
import { ViewHeading } from './view-heading';

/** The report, with every row of it in the document, so that it can be printed. */
export function ReportView({ session }: { session: Session }) {
  useLayoutEffect(() => window.scrollTo(0, 0), []);
  const at = route.value;
  const asked = at.page === 'report' ? at.query : '';
  const query = parseReportQuery(asked);
  const { state, stop, again } = useReport(session, asked);
  return (
    <div class="report-page">
      <div class="page-head">
        <ViewHeading title="Report" />
        <span class="spacer" />
        <ReportActions data={state.data} />
      </div>
      <FleetStatus session={session} />
      <ReportOptions query={query} />
      <Standing state={state} onStop={stop} onAgain={again} />
      {state.data && <Report data={state.data} />}
    </div>
  );
}

interface StandingProps {
  state: ReportState;
  onStop: () => void;
  onAgain: () => void;
}

/** How far the report is, while it is not there. */
function Standing({ state: { phase, progress, error }, onStop, onAgain }: StandingProps) {
  if (phase === 'waiting') {
    return (
      <p class="panel" role="status">
        The report is made once the reading of the fleet has ended. If you stop it, the report says
        that it is partial.
      </p>
    );
  }
  if (phase === 'failed') return <ErrorPanel error={error} onRetry={onAgain} />;
  if (phase === 'stopped') {
    return (
      <div class="panel panel-notice">
        <p class="panel-body">You stopped the report. It is not shown in part.</p>
        <button type="button" class="button button-small" onClick={onAgain}>
          Make the report
        </button>
      </div>
    );
  }
  if (phase !== 'gathering') return null;
  const { done = 0, total } = progress ?? {};
  return (
    <div class="panel panel-progress">
      <progress aria-label="Collecting the rows" value={total === undefined ? undefined : done} max={total} />
      <span class="progress-text">
        {total === undefined
          ? 'Counting the rows…'
          : `${formatNumber(done)} of ${formatNumber(total)} rows collected`}
      </span>
      <button type="button" class="button button-small" onClick={onStop}>
        Cancel
      </button>
    </div>
  );
}
