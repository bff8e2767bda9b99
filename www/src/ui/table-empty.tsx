import { summary } from '../fleet';
import { notCovered } from '../model/coverage';
import type { TableName } from '../model/route';
import { readFilter } from '../model/filter-text';
import type { TableQuery } from '../model/table-query';
import { TABLE_WORDS, undecidedWords } from '../model/table-words';
import { plural } from '../model/words';
import { changeTableQuery } from '../navigation';
import type { Session } from '../session';
import { coverageOf } from './coverage-line';
import type { TableRows } from './use-table-rows';

interface Props {
  session: Session;
  table: TableName;
  query: TableQuery;
  answer: TableRows;
}

/** A table without rows: why, and what that does not say. */
export function TableEmpty({ session, table, query, answer }: Props) {
  const { one, many } = TABLE_WORDS[table];
  const phase = session.fleet.phase.value;
  const isLoading = phase === 'loading';
  const isFiltered = query.filter !== '' && readFilter(query.filter, table).filter !== undefined;
  const { nodes = 0, verdicts } = summary.value.value ?? {};
  const nonCompliant = verdicts?.['non-compliant'] ?? 0;
  const { undecided, coverage } = answer;
  const title = isFiltered
    ? `No ${one} matches this filter${undecided > 0 ? ' for certain' : ''}`
    : phase !== 'done'
      ? `No ${many} were read`
      : nodes > 0
        ? `No ${many} are known`
        : `There are no managed nodes in ${session.region}`;
  const gap = table === 'cves' ? notCovered(coverageOf(coverage)) : undefined;
  return (
    <div class="empty">
      <p class="panel-title">
        {title}
        {isLoading && ' so far'}
      </p>
      {isLoading && <p>The fleet is still being read.</p>}
      {!isFiltered && nonCompliant > 0 && (
        <p>
          {plural(nonCompliant, 'node is', 'nodes are')} non-compliant all the same, by counts or end
          of life.
        </p>
      )}
      {undecided > 0 && <p>{undecidedWords(undecided)}</p>}
      {gap && <p>{gap}</p>}
      {isFiltered && (
        <button
          type="button"
          class="button"
          onClick={() => changeTableQuery({ filter: '', start: 0 }, 'push')}
        >
          Clear the filter
        </button>
      )}
    </div>
  );
}
