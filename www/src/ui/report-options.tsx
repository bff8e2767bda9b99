import type { Table } from 'patchlens/fleet';
import { REPORT_TABLES, type ReportQuery } from '../model/report-query';
import { formatSort, type Sort } from '../model/sort';
import { TABLE_WORDS } from '../model/table-words';
import { changeReportQuery } from '../navigation';
import { Field } from './field';
import { FilterField } from './filter-field';
import { columnsOf } from './table-columns';

/** What the report is about, which tables it has, and in which order. */
export function ReportOptions({ query }: { query: ReportQuery }) {
  return (
    <section class="card report-options" aria-label="What the report contains">
      <div class="toolbar filter-toolbar report-filter" role="search" aria-label="Filter the report">
        <FilterField
          table="nodes"
          label="Filter the report"
          placeholder="patchGroup=web verdict=non-compliant severity>=Important"
          value={query.filter}
          onChange={(filter, how) =>
            changeReportQuery({ filter }, how === 'typed' ? 'replace' : 'push')
          }
        />
      </div>
      <fieldset class="report-tables">
        <legend class="field-label">Rows of</legend>
        {REPORT_TABLES.map((table) => (
          <TableChoice key={table} table={table} query={query} />
        ))}
      </fieldset>
    </section>
  );
}

function TableChoice({ table, query }: { table: Table; query: ReportQuery }) {
  const { tables } = query;
  const isChosen = tables.includes(table);
  const title = titleOf(table);
  const choose = () => {
    const next = isChosen ? tables.filter((one) => one !== table) : [...tables, table];
    changeReportQuery({ tables: next }, 'push');
  };
  return (
    <div class="report-table-choice">
      <label>
        <input type="checkbox" checked={isChosen} onChange={choose} />
        {title}
      </label>
      {isChosen && <SortChoice table={table} query={query} />}
    </div>
  );
}

function SortChoice({ table, query: { sorts } }: { table: Table; query: ReportQuery }) {
  const sort = (text: string) => {
    const column = text.replace(/^-/, '');
    const chosen: Sort = { column, descending: text.startsWith('-') };
    changeReportQuery({ sorts: { ...sorts, [table]: chosen } }, 'push');
  };
  return (
    <Field label={`${titleOf(table)} sorted by`}>
      {(id) => (
        <select
          id={id}
          value={formatSort(sorts[table])}
          onChange={(event) => sort(event.currentTarget.value)}
        >
          {sortable(table).flatMap(({ id: column, title }) =>
            [false, true].map((descending) => (
              <option key={`${column}${descending}`} value={formatSort({ column, descending })}>
                {title}, {descending ? 'descending' : 'ascending'}
              </option>
            )),
          )}
        </select>
      )}
    </Field>
  );
}

/** Those columns of the table's view by which it can be sorted. */
function sortable(table: Table): { id: string; title: string }[] {
  const columns: readonly { id: string; title: string; first?: unknown }[] = columnsOf(table, '');
  return columns.filter(({ first }) => first !== undefined);
}

function titleOf(table: Table): string {
  return table === 'nodes' ? 'Nodes' : TABLE_WORDS[table].title;
}
