import type { PatchRow } from 'patchlens/fleet';
import { findingsOfPatch } from '../model/table-links';
import type { Column } from './grid-column';
import { Count } from './count';
import { countColumn, textColumn } from './members';
import { Dash } from './patch-cells';
import { RowLink } from './row-link';
import { EPSS_COLUMN, KB_COLUMN, KEV_COLUMN, SEVERITY_COLUMN } from './shared-columns';
import { TimeAgo } from './time-ago';

export const PATCH_TABLE_COLUMNS: readonly Column<PatchRow, string>[] = [
  {
    id: 'title',
    title: 'Patch',
    width: 240,
    first: 'ascending',
    cell: (row) => <RowLink href={findingsOfPatch(row)} text={row.title || row.kb || 'Untitled patch'} wraps />,
  },
  KB_COLUMN,
  SEVERITY_COLUMN,
  {
    id: 'classification',
    title: 'Classification',
    first: 'ascending',
    cell: ({ classification }) => classification || <Dash />,
  },
  {
    id: 'cves',
    title: 'CVEs',
    numeric: true,
    cell: ({ cves }) =>
      cves.length > 0 ? <Count count={cves.length} /> : <Dash title="None named" />,
  },
  {
    id: 'nodes',
    title: 'Nodes',
    first: 'descending',
    numeric: true,
    cell: ({ nodes }) => <Count count={nodes} />,
  },
  {
    id: 'failed',
    title: 'Failed',
    first: 'descending',
    numeric: true,
    cell: ({ failed }) => <Count count={failed} />,
  },
  {
    id: 'firstSeen',
    title: 'First seen',
    first: 'ascending',
    cell: ({ firstSeen }, active) => <TimeAgo time={firstSeen} active={active} />,
  },
  {
    id: 'released',
    title: 'Released',
    first: 'ascending',
    cell: ({ released }, active) =>
      released ? <TimeAgo time={released} active={active} /> : 'Not reported',
  },
  countColumn('excepted', 'Excepted'),
  KEV_COLUMN,
  EPSS_COLUMN,
  textColumn('id', 'Patch id', 190),
];
