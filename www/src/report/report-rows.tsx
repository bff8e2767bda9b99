/** The rows of a table in a report, up to its limit, and how many are left out. */
import type { Table } from 'patchlens/fleet';
import { blindWords, coverageWords } from '../model/coverage';
import { propertyOf } from '../model/filter-properties';
import { reportQuestion } from '../model/report-query';
import { TABLE_WORDS, undecidedWords } from '../model/table-words';
import { formatNumber, plural } from '../model/words';
import { isUnread } from '../ui/unread';
import { columnsOf } from './report-columns';
import type { ReportData, ReportTable as Part } from './report-data';
import { ReportTable } from './report-table';
import type { ReportClock } from './report-times';

interface Props {
  name: Table;
  data: ReportData;
  clock: ReportClock;
}

export function ReportRows({ name, data, clock }: Props) {
  const table = data.tables.find((one) => one.table === name);
  const isUnknown = !table || (name !== 'nodes' && isUnread(data.facts));
  return (
    <section class="report-rows">
      <h2>{wordsOf(name).title}</h2>
      {isUnknown ? (
        <p>
          <strong>Not read.</strong> No open patch was read, and not every node is known to have
          none. That there is no row is no all-clear.
        </p>
      ) : (
        <Rows table={table} data={data} clock={clock} />
      )}
    </section>
  );
}

interface RowsProps {
  table: Part;
  data: ReportData;
  clock: ReportClock;
}

function Rows({ table, data, clock }: RowsProps) {
  const { title, one, many } = wordsOf(table.table);
  const { total, undecided, all, rows, limit } = table;
  const left = total - rows.length;
  return (
    <>
      <p>
        {data.filter
          ? `${formatNumber(total)} of ${plural(all, one, many)} match the filter.`
          : `All ${plural(total, one, many)}.`}{' '}
        {left > 0 &&
          `The first ${formatNumber(limit)} are below; ${formatNumber(left)} are left out. `}
        {rows.length > 0 && orderWords(table.table, data)}
      </p>
      <Notes table={table} data={data} />
      {undecided > 0 && <p>{undecidedWords(undecided)}</p>}
      {rows.length > 0 ? (
        partsOf(rows as never[]).map(({ first, part }) => (
          <ReportTable
            key={first}
            label={rows.length > part.length ? `${title} from row ${first}` : title}
            caption={`${title}: rows ${formatNumber(first)} to ${formatNumber(first + part.length - 1)}${data.filter ? ', filtered' : ''}`}
            columns={columnsOf(table.table, clock)}
            rows={part}
            class={`rows rows-${table.table}`}
          />
        ))
      ) : (
        <p>
          <strong>No row.</strong>{' '}
          {!data.facts.complete && 'Not everything is read, so that this is no all-clear.'}
        </p>
      )}
      {left > 0 && (
        <p class="report-cut">
          <strong>
            Cut here: {plural(left, `more ${one} is`, `more ${many} are`)} left out.
          </strong>{' '}
          A report has at most {formatNumber(limit)} rows of each table. A narrower filter, or the
          CSV file of the table, has the others.
        </p>
      )}
    </>
  );
}

/** A browser lays out parts that are out of sight only when they are printed or scrolled to. */
const PART = 1000;

function partsOf<R>(rows: readonly R[]): { first: number; part: R[] }[] {
  const count = Math.ceil(rows.length / PART);
  return Array.from({ length: count }, (_, index) => {
    const start = index * PART;
    return { first: start + 1, part: rows.slice(start, start + PART) };
  });
}

function Notes({ table, data }: Omit<RowsProps, 'clock'>) {
  const shadowed = shadowedNames(table.table, data);
  const blind = table.table === 'cves' ? blindWords(table.coverage) : [];
  return (
    <>
      {shadowed.map(([name, label]) => (
        <p key={name}>
          In this table the filter’s <code>{name}</code> means: {label}.
        </p>
      ))}
      {table.table === 'cves' && (
        <p>
          <strong>{coverageWords(table.coverage)}</strong>{' '}
          {blind.length > 0 && `None on ${blind.join(', ')}: no row here speaks of them.`}
        </p>
      )}
    </>
  );
}

/** Properties of the filter that mean something else in this table than on nodes and their findings. */
function shadowedNames(table: Table, { filter }: ReportData): [name: string, label: string][] {
  const names = new Set(filter?.tokens.map(({ property }) => property));
  return [...names].flatMap((name) => {
    const [here, there] = [propertyOf(table, name), propertyOf('nodes', name)];
    return here && here.label !== there?.label ? [[name, here.label]] : [];
  });
}

function orderWords(table: Table, { query }: ReportData): string {
  const [first] = reportQuestion(table, query).sort ?? [];
  if (!first) return '';
  const label = propertyOf(table, first.property)?.label ?? first.property;
  return `Sorted by: ${label}, ${first.descending ? 'descending' : 'ascending'}.`;
}

function wordsOf(table: Table): { title: string; one: string; many: string } {
  return table === 'nodes' ? { title: 'Nodes', one: 'node', many: 'nodes' } : TABLE_WORDS[table];
}
