/** What a report contains, in which order: as the page's address says it, and as questions. */
import type { Query, Table } from 'patchlens/fleet';
import { DEFAULT_QUERY, formatFleetQuery, nodesQuery, parseFleetQuery } from './fleet-query';
import type { TableName } from './route';
import { formatSort, type Sort } from './sort';
import { parseTableQuery, tableQuestion } from './table-query';

/** In the order of the report. */
export const REPORT_TABLES = ['nodes', 'findings', 'patches', 'cves'] as const satisfies Table[];

export interface ReportQuery {
  /** In the language of `parseFilter` for nodes, whose properties every table takes. */
  filter: string;
  /** The tables whose rows are in the report. */
  tables: readonly Table[];
  sorts: Record<Table, Sort>;
}

const DEFAULT_TABLES: readonly Table[] = ['nodes', 'findings'];

/** Only the differences to the defaults, so that a plain address stays plain. */
export function formatReportQuery({ filter, tables, sorts }: ReportQuery): string {
  const shown = REPORT_TABLES.filter((table) => tables.includes(table));
  const order = shown.flatMap((table) => sortText(table, sorts[table]) ?? []);
  return [
    formatFleetQuery({ ...DEFAULT_QUERY, filter }),
    shown.join() !== DEFAULT_TABLES.join() && `table=${shown.join()}`,
    order.length > 0 && `sort=${order.join()}`,
  ]
    .filter(Boolean)
    .join('&');
}

/** The query of an address, without the parts that make no sense. */
export function parseReportQuery(text: string): ReportQuery {
  const params = new URLSearchParams(text);
  const asked = params.get('table')?.split(',') ?? DEFAULT_TABLES;
  const order = (params.get('sort') ?? '').split(',').map((part) => part.split(':'));
  const sortQuery = (table: Table) => {
    return `sort=${order.find(([name]) => name === table)?.[1] ?? ''}`;
  };
  const sortOf = (table: TableName) => parseTableQuery(table, sortQuery(table)).sort;
  return {
    filter: params.get('filter')?.trim() ?? '',
    tables: REPORT_TABLES.filter((table) => asked.includes(table)),
    sorts: {
      nodes: parseFleetQuery(sortQuery('nodes')).sort,
      findings: sortOf('findings'),
      patches: sortOf('patches'),
      cves: sortOf('cves'),
    },
  };
}

/** The question for the rows of a table. A filter that cannot be read hides no row. */
export function reportQuestion(table: Table, { filter, sorts }: ReportQuery): Query {
  if (table !== 'nodes') return tableQuestion(table, { filter, sort: sorts[table] });
  return nodesQuery({ ...DEFAULT_QUERY, filter, sort: sorts.nodes });
}

/** `nodes:-missing`; `undefined` for the default. */
function sortText(table: Table, sort: Sort): string | undefined {
  const text = formatSort(sort);
  return text === formatSort(DEFAULTS.sorts[table]) ? undefined : `${table}:${text}`;
}

const DEFAULTS = parseReportQuery('');
