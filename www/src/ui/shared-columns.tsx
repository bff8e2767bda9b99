/** Columns that several tables of patches have. */
import type { Column } from './grid-column';
import { flagColumn } from './members';
import { Dash, Kb, Severity } from './patch-cells';

export const KB_COLUMN: Column<{ kb: string }, string> = {
  id: 'kb',
  title: 'KB',
  first: 'ascending',
  cell: ({ kb }, active) => <Kb kb={kb} active={active} />,
};

export const SEVERITY_COLUMN: Column<{ severity?: string | undefined }, string> = {
  id: 'severity',
  title: 'Vendor severity',
  first: 'descending',
  cell: ({ severity = '' }) => <Severity severity={severity} />,
};

/** Whether one of its CVEs is in CISA's list. */
export const KEV_COLUMN: Column<{ kev?: boolean | undefined }, string> = flagColumn(
  'kev',
  'Exploited',
  'No list is loaded, or no CVE is named',
);

/** The highest score of its CVEs. */
export const EPSS_COLUMN: Column<{ epss?: number | undefined }, string> = {
  id: 'epss',
  title: 'EPSS',
  first: 'descending',
  numeric: true,
  cell: ({ epss }) => (epss === undefined ? <Dash title="No score" /> : epss.toFixed(5)),
};
