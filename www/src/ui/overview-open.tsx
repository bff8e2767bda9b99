import { coverageSentence } from '../model/coverage';
import { levelCounts, severityCounts } from '../model/severity';
import { formatNumber, plural } from '../model/words';
import type { OverviewFacts } from '../overview-facts';
import { CountBars } from './count-bars';
import { isUnread, Unread } from './unread';

/** Open patches by the vendor's severity and by the baseline's level, which are two things. */
export function OverviewOpen({ facts }: { facts: OverviewFacts }) {
  const { summary } = facts;
  return (
    <section class="card open-patches" aria-labelledby="open-title">
      <h2 id="open-title">Open patches</h2>
      {isUnread(facts) ? (
        <Unread what="open patch" />
      ) : (
        <>
          <p>
            <b data-count={summary.findings}>{formatNumber(summary.findings)}</b> open: one for each
            patch on each node, {plural(summary.patches, 'distinct patch', 'distinct patches')}.
            {exceptedWords(summary.exceptedFindings)} <PartlyRead facts={facts} />
          </p>
          <div class="open-kinds">
            <div class="by-severity">
              <h3>By the vendor’s severity</h3>
              <CountBars counts={severityCounts(summary.bySeverity)} absent="Not reported" />
            </div>
            <div class="by-level">
              <h3>By the baseline’s compliance level</h3>
              <CountBars counts={levelCounts(summary.byComplianceLevel)} absent="Not known" />
              <p class="muted note">
                The level that the baseline’s rule gives, not the vendor. It is what AWS counts in
                CriticalNonCompliantCount. Not known: no single rule of the baseline decides.
              </p>
            </div>
          </div>
          <p class="coverage">{coverageSentence(summary.coverage)}</p>
        </>
      )}
    </section>
  );
}

function exceptedWords(excepted: number): string {
  return excepted > 0 ? ` ${formatNumber(excepted)} of them are covered by exceptions.` : '';
}

export function PartlyRead({ facts: { findings } }: { facts: OverviewFacts }) {
  if (findings.unreadNodes === 0) return null;
  return (
    <strong>
      The open patches of {plural(findings.unreadNodes, 'more node')} were counted but not read.
    </strong>
  );
}
