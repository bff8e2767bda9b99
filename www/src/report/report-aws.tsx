/** AWS's own number beside that of the report, and why the two differ. */
import { awsTotal, coverWords, differences } from '../model/aws-difference';
import { formatNumber, formatShare, plural } from '../model/words';
import type { ReportData } from './report-data';

export function ReportAws({ data: { facts } }: { data: ReportData }) {
  const { scopes, summary } = facts;
  const total = awsTotal(scopes);
  return (
    <section>
      <h2>AWS’s own number</h2>
      {total ? (
        <>
          <p>
            AWS counts <b>{formatNumber(total.compliant)}</b> compliant and{' '}
            <b>{formatNumber(total.nonCompliant)}</b> non-compliant nodes (
            {formatShare(total.compliant, total.compliant + total.nonCompliant)} compliant). This
            report counts <b>{formatNumber(summary.verdicts.compliant)}</b> of{' '}
            {plural(summary.nodes, 'managed node')} compliant.{' '}
            {total.scopes === scopes.length
              ? coverWords(total, summary.nodes)
              : `Only ${formatNumber(total.scopes)} of ${formatNumber(scopes.length)} accounts and Regions are in AWS’s sum.`}
          </p>
          <ul>
            {differences(facts).map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          Not read. The number of ListComplianceSummaries comes at the end of a scan with AWS keys
          that may call it. That it is absent says nothing about the nodes.
        </p>
      )}
    </section>
  );
}
