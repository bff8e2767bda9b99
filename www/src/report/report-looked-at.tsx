/** What a filter looks at, and of which nodes it can say nothing. */
import { formatFilter } from 'patchlens/fleet';
import { gapWords } from '../model/attribute-gap';
import { filterWords } from '../model/filter-words';
import { leftOut } from '../model/left-out';
import { oldScanWords, WITHOUT_VERDICT } from '../model/old-scans';
import { formatNumber, plural } from '../model/words';
import { withoutVerdictColumns } from './report-columns';
import type { LookedAt, ReportData } from './report-data';
import { ReportTable } from './report-table';
import type { ReportClock } from './report-times';

interface Props {
  data: ReportData;
  clock: ReportClock;
}

/** Stands before the rows of a filtered report, so that few rows are not taken for all there is. */
export function ReportLookedAt({ data }: { data: ReportData }) {
  const { lookedAt, attributeGaps } = data;
  if (!lookedAt && attributeGaps.length === 0) return null;
  return (
    <section>
      <h2>What the filter looks at</h2>
      {lookedAt && <LookedAtWords lookedAt={lookedAt} data={data} />}
      {attributeGaps.map((gap) => (
        <p key={gap.column}>
          <strong>{gapWords(gap)}</strong>, so the filter says nothing of them.
        </p>
      ))}
    </section>
  );
}

/** The nodes of which a filter on open patches can say nothing. */
function LookedAtWords({ lookedAt, data: { facts } }: { lookedAt: LookedAt; data: ReportData }) {
  const { filter, summary, baselineAlone, oldScans } = lookedAt;
  const where = filter ? ` where ${filterWords(filter, 'nodes')}` : ' of the whole fleet';
  const parts = leftOut(summary, facts.complete, facts.scopes.length);
  return (
    <p>
      The filter looks for open patches on the {plural(summary.nodes, 'node')}
      {where}.{' '}
      {parts.length > 0 && (
        <>
          <strong>Of these, there is no current verdict for</strong> {parts.join('; ')}: what is open
          there now is not known, and perhaps missing here. They are named after the rows.{' '}
        </>
      )}
      {oldScans > 0 && (
        <>
          <strong>{oldScanWords(oldScans)}:</strong> more may be open there now.{' '}
        </>
      )}
      {baselineAlone > 0 && (
        <>
          <strong>Critical is the vendor’s word here:</strong>{' '}
          {plural(baselineAlone, 'more node counts', 'more nodes count')} patches that the baseline calls
          critical, and {baselineAlone === 1 ? 'is' : 'are'} not in this report
          (criticalNonCompliant&gt;0).
        </>
      )}
    </p>
  );
}

/** The nodes of which a filter on open patches says nothing, by name, so that their owners can be asked. */
export function ReportWithoutVerdict({ data: { lookedAt }, clock }: Props) {
  const { total, rows } = lookedAt?.withoutVerdict ?? { total: 0, rows: [] };
  if (total === 0) return null;
  const left = total - rows.length;
  const tokens = [...(lookedAt?.filter?.tokens ?? []), WITHOUT_VERDICT];
  return (
    <section class="report-rows">
      <h2>Nodes without a current verdict</h2>
      <ReportTable
        label="Nodes without a current verdict"
        caption={`Nodes without a current verdict: ${formatNumber(total)}, of those that the filter looks at`}
        columns={withoutVerdictColumns(clock)}
        rows={rows}
        class="rows rows-nodes"
      />
      {left > 0 && (
        <p>
          <strong>{plural(left, 'more is', 'more are')} left out here.</strong> The table of nodes has
          them, by the filter <code>{formatFilter({ tokens })}</code>.
        </p>
      )}
    </section>
  );
}
