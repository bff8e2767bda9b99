/** What a filter looks at, and of which nodes it can say nothing. */
import { gapWords } from '../model/attribute-gap';
import { filterWords } from '../model/filter-words';
import { leftOut } from '../model/left-out';
import { oldScanWords } from '../model/old-scans';
import { plural } from '../model/words';
import type { LookedAt, ReportData } from './report-data';

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
          there now is not known, and perhaps missing here.{' '}
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
