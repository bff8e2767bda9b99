import { useState } from 'preact/hooks';
import { isPartial } from '../fleet';
import { fileColumns } from '../model/columns';
import { partsOf } from '../model/filter-text';
import type { TableName } from '../model/route';
import { tableQuestion, type TableQuery } from '../model/table-query';
import { TABLE_WORDS } from '../model/table-words';
import { changeTableQuery } from '../navigation';
import { session } from '../session';
import type { RowsInSight } from '../window-rows';
import { download, fileName } from './download';
import { FilterField } from './filter-field';
import { Icon } from './icon';
import { NoFiles } from './no-files';
import { PreferencesButton } from './preferences-button';
import { SortChoice } from './sort-choice';
import { columnsOf } from './table-columns';
import { TableCounter } from './table-counter';

interface Props {
  table: TableName;
  query: TableQuery;
  rows: Pick<RowsInSight<unknown>, 'total' | 'undecided'> | undefined;
}

export function TableToolbar({ table, query, rows }: Props) {
  const { title, many, placeholder } = TABLE_WORDS[table];
  return (
    <div class="toolbar filter-toolbar table-toolbar" role="search" aria-label={`Filter the ${many}`}>
      <FilterField
        table={table}
        label={`Filter ${title === 'CVEs' ? title : many}`}
        placeholder={placeholder}
        value={query.filter}
        onChange={(filter, how) =>
          changeTableQuery({ filter, start: 0 }, how === 'typed' ? 'replace' : 'push')
        }
      />
      <SortChoice
        columns={columnsOf(table, query.columns)}
        sort={query.sort}
        onSort={(sort) => changeTableQuery({ sort, start: 0 }, 'push')}
      />
      <div class="shown">
        {rows && <TableCounter table={table} rows={rows} />}
        <PreferencesButton
          table={table}
          columns={query.columns}
          onColumns={(columns) => changeTableQuery({ columns }, 'push')}
        />
        {session.value?.kind === 'server' ? (
          <NoFiles />
        ) : (
          <Downloads table={table} query={query} isEmpty={!rows?.total} />
        )}
      </div>
    </div>
  );
}

interface DownloadsProps {
  table: TableName;
  query: TableQuery;
  isEmpty: boolean;
}

/** The rows as filtered and sorted, as a file. */
function Downloads({ table, query, isEmpty }: DownloadsProps) {
  const [failure, setFailure] = useState<string>();
  const save = (format: 'csv' | 'ndjson') => {
    const load = session.value?.fleet.load;
    const question = tableQuestion(table, query);
    const isFiltered = question.filter !== undefined && partsOf(question.filter) > 0;
    const name = fileName(`patch-compliance-${table}`, { isFiltered, isPartial: isPartial() });
    try {
      const rows = load?.[format](table, question, fileColumns(table, query.columns)) ?? [];
      download(rows, { name, format });
      setFailure(undefined);
    } catch (error) {
      setFailure(String(error));
    }
  };
  return (
    <>
      {failure && (
        <span class="shown-failure" role="alert">
          The file could not be written: {failure}
        </span>
      )}
      {(['csv', 'ndjson'] as const).map((format) => (
        <button
          key={format}
          type="button"
          class="button button-small"
          disabled={isEmpty}
          onClick={() => save(format)}
        >
          <Icon name="download" />
          {format.toUpperCase()}
        </button>
      ))}
    </>
  );
}
