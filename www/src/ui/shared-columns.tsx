/** Columns that several tables of patches have. */
import type { Column } from './grid-column';
import { Kb, Severity } from './patch-cells';

export const KB_COLUMN: Column<{ kb: string }, string> = {
  id: 'kb',
  title: 'KB',
  first: 'ascending',
  cell: ({ kb }, active) => <Kb kb={kb} active={active} />,
};

export const SEVERITY_COLUMN: Column<{ severity?: string | undefined }, string> = {
  id: 'severity',
  title: 'Severity',
  first: 'descending',
  cell: ({ severity = '' }) => <Severity severity={severity} />,
};
