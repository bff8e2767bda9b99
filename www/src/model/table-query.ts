/** What a table shows, in which order: as the page's address says it, and as a question. */
import type { Query } from 'patchlens/fleet';
import { columnsParam, isColumn } from './columns';
import { readFilter } from './filter-text';
import type { TableName } from './route';
import { formatSort, parseSort, type Sort } from './sort';

export interface TableQuery {
  /** In the language of `parseFilter`; empty for all rows. */
  filter: string;
  /** By a property of the rows. */
  sort: Sort;
  /** How many rows are before the first that is shown. */
  start: number;
  /** The chosen columns, as an address has them; empty for those that are shown at first. */
  columns: string;
}

interface TableSorts {
  first: Sort;
  /** The order of rows that the sort does not tell apart. */
  then: NonNullable<Query['sort']>;
}

const WORST_FIRST: Sort = { column: 'severity', descending: true };

const SORTS: Record<TableName, TableSorts> = {
  findings: {
    first: WORST_FIRST,
    then: [
      { property: 'severity', descending: true },
      { property: 'age', descending: true },
    ],
  },
  patches: {
    first: WORST_FIRST,
    then: [
      { property: 'severity', descending: true },
      { property: 'nodes', descending: true },
    ],
  },
  cves: {
    first: WORST_FIRST,
    then: [
      { property: 'severity', descending: true },
      { property: 'nodes', descending: true },
    ],
  },
};

/** A list of CVEs is in no order. */
function isSortable(table: TableName, column: string): boolean {
  return column !== 'cves' && isColumn(table, column);
}

/** The query of an address, without the parts that make no sense. */
export function parseTableQuery(table: TableName, text: string): TableQuery {
  const params = new URLSearchParams(text);
  const { first } = SORTS[table];
  const row = Number(params.get('row') ?? 1);
  return {
    filter: params.get('filter')?.trim() ?? '',
    sort: parseSort(params.get('sort'), (column) => isSortable(table, column), first),
    start: Number.isSafeInteger(row) && row > 0 ? row - 1 : 0,
    columns: params.get('columns') ?? '',
  };
}

/** Only the differences to the defaults, so that a plain address stays plain. */
export function formatTableQuery(
  table: TableName,
  { filter, sort, start, columns }: TableQuery,
): string {
  const params: string[] = [];
  if (filter.trim()) params.push(`filter=${encoded(filter.trim())}`);
  if (formatSort(sort) !== formatSort(SORTS[table].first)) params.push(`sort=${formatSort(sort)}`);
  if (start > 0) params.push(`row=${start + 1}`);
  const chosen = columnsParam(table, columns);
  if (chosen) params.push(chosen);
  return params.join('&');
}

/** As few escapes as an address allows, so that people can read and change the filter in it. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/%(20|2C|2F|3A|3D|40)/g, (escape) =>
    escape === '%20' ? '+' : decodeURIComponent(escape),
  );
}

/** The question for a table. A filter that cannot be read hides no row. */
export function tableQuestion(
  table: TableName,
  { filter: text, sort }: Pick<TableQuery, 'filter' | 'sort'>,
): Query {
  const { filter = { tokens: [] } } = readFilter(text, table);
  return { filter, sort: sortOf(table, sort) };
}

function sortOf(table: TableName, { column, descending }: Sort): NonNullable<Query['sort']> {
  const own = [{ property: column, descending }];
  // A node without a name is shown by its id.
  if (column === 'name') own.push({ property: 'instanceId', descending });
  return [...own, ...SORTS[table].then.filter(({ property }) => property !== column)];
}
