/** The accounts and Regions of a report: what was read of each, when, and what failed. */
import type { FleetScope } from 'patchlens/fleet';
import { awsNumbers } from '../model/aws-difference';
import { explain } from '../model/errors';
import { formatNumber, plural } from '../model/words';
import type { ReportData } from './report-data';
import { Absent, ReportTable, type ReportColumn } from './report-table';
import type { ReportClock } from './report-times';

interface Props {
  data: ReportData;
  clock: ReportClock;
}

export function ReportScopes({ data, clock }: Props) {
  const { scopes } = data.facts;
  const failed = scopes.filter(({ error }) => error);
  return (
    <section>
      <h2>Accounts and Regions</h2>
      <ReportTable
        label="Accounts and Regions"
        caption={`${plural(scopes.length, 'account and Region', 'accounts and Regions')}, the whole of each`}
        columns={columnsOf(data, clock)}
        rows={scopes}
      />
      {failed.length > 0 && (
        <ul class="report-failures">
          {failed.map(({ id, label, error }) => (
            <li key={id}>
              <strong>{label || id}:</strong> {explain(error).title}. {explain(error).detail}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function columnsOf(
  { byScope, isRead }: ReportData,
  clock: ReportClock,
): ReportColumn<FleetScope>[] {
  const groupOf = ({ id }: FleetScope) => byScope.find(({ value }) => value === id);
  const number = (count: number | undefined, why: string) =>
    count === undefined ? <Absent why={why} /> : formatNumber(count);
  return [
    { title: 'Account and Region', cell: ({ id, label }) => (label ? `${label} (${id})` : id) },
    {
      title: 'Nodes',
      numeric: true,
      cell: (scope) => formatNumber(groupOf(scope)?.nodes ?? 0),
    },
    {
      title: 'Compliant',
      numeric: true,
      cell: (scope) => formatNumber(groupOf(scope)?.verdicts.compliant ?? 0),
    },
    {
      title: 'AWS: compliant',
      numeric: true,
      cell: (scope) => number(awsNumbers(scope)?.compliant, 'Not read'),
    },
    {
      title: 'AWS: non-compliant',
      numeric: true,
      cell: (scope) => number(awsNumbers(scope)?.nonCompliant, 'Not read'),
    },
    {
      title: 'Read',
      cell: ({ readAt }) => (readAt ? clock.exact(readAt) : <Absent why="Not read" />),
    },
    {
      title: 'Result',
      cell: ({ error }) => (error ? 'Failed, see below' : isRead ? 'Read' : 'Partly read'),
    },
  ];
}
