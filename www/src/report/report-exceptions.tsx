/** The exceptions of a report: what is accepted, by whom and until when. */
import { formatFilter } from 'patchlens/fleet';
import { formatNumber, plural } from '../model/words';
import type { ExceptionUse, ReportData } from './report-data';
import { Absent, ReportTable, type ReportColumn } from './report-table';

export function ReportExceptions({ data }: { data: ReportData }) {
  const { exceptions, facts, readsFindings } = data;
  const { findings, exceptedFindings } = facts.summary;
  return (
    <section>
      <h2>Exceptions</h2>
      {exceptions.length === 0 ? (
        <p>{withoutExceptions(data)}</p>
      ) : (
        <>
          <p>
            {readsFindings &&
              `${formatNumber(exceptedFindings)} of ${plural(findings, 'open finding')} of the whole fleet are covered. `}
            {!readsFindings &&
              'Open patches are not read through this backend, so no exception covers anything here. '}
            Covered findings stay in every number and row. An exception that has expired covers
            nothing.
          </p>
          <ReportTable
            label="Exceptions"
            caption={`${plural(exceptions.length, 'exception')} of the whole fleet`}
            columns={readsFindings ? COLUMNS : COLUMNS.map(withoutFindings)}
            rows={exceptions}
          />
        </>
      )}
    </section>
  );
}

/** A server has exceptions that it may not tell. */
function withoutExceptions({ source, facts: { summary } }: ReportData): string {
  if (source.kind !== 'server') return 'No exception is loaded, so every open patch counts.';
  const { findings, exceptedFindings: excepted } = summary;
  if (excepted === 0) return 'No open finding is covered by an exception of the server.';
  const are = excepted === 1 ? 'is' : 'are';
  return `${formatNumber(excepted)} of ${plural(findings, 'open finding')} of the whole fleet ${are} covered by exceptions of the server, which does not tell them.`;
}

const COLUMNS: ReportColumn<ExceptionUse>[] = [
  { title: 'Id', cell: ({ exception }) => exception.id },
  { title: 'Covers', cell: ({ exception }) => matchWords(exception.match) },
  {
    title: 'Where',
    cell: ({ exception: { where } }) =>
      where && (where.tokens.length > 0 || where.text) ? (
        <code>{formatFilter(where)}</code>
      ) : (
        'All nodes'
      ),
  },
  { title: 'Reason', width: 22, cell: ({ exception }) => exception.reason },
  { title: 'By', cell: ({ exception: { by } }) => by || <Absent why="Not given" /> },
  { title: 'Made', cell: ({ exception: { at } }) => at || <Absent why="Not given" /> },
  {
    title: 'Until',
    cell: ({ exception: { until }, isExpired }) => (
      <>
        {until ?? 'No end'}
        {isExpired && <strong class="expired"> Expired</strong>}
      </>
    ),
  },
  { title: 'Findings', numeric: true, cell: ({ findings }) => formatNumber(findings) },
];

/** A number of findings where none is read would say that an exception covers nothing. */
function withoutFindings(column: ReportColumn<ExceptionUse>): ReportColumn<ExceptionUse> {
  return column.title === 'Findings' ? { ...column, cell: () => <Absent why="Not read" /> } : column;
}

function matchWords(match: ExceptionUse['exception']['match']): string {
  const parts = [
    match.cve !== undefined && `CVE ${match.cve}`,
    match.kb !== undefined && `KB ${match.kb}`,
    match.title !== undefined && `title “${match.title}”`,
  ];
  return parts.filter(Boolean).join(' and ');
}
