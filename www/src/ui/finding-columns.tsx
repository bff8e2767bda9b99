import type { FindingRow } from 'patchlens/fleet';
import { patchState } from 'patchlens';
import { formatNumber } from '../model/words';
import { nodeHash } from '../model/route';
import { ageWords, dueWords } from '../model/table-words';
import type { Column } from './grid-column';
import { ExceptLink } from './except-link';
import { Dash, State } from './patch-cells';
import { RowLink } from './row-link';
import { KB_COLUMN, SEVERITY_COLUMN } from './shared-columns';

export const FINDING_COLUMNS: readonly Column<FindingRow, string>[] = [
  {
    id: 'name',
    title: 'Node',
    first: 'ascending',
    cell: (row) => (
      <RowLink
        href={nodeHash(row)}
        text={row.name || row.instanceId}
        note={row.name ? row.instanceId : undefined}
      />
    ),
  },
  {
    id: 'title',
    title: 'Patch',
    first: 'ascending',
    cell: ({ title }) => (title ? <span class="patch-title">{title}</span> : <Dash />),
  },
  KB_COLUMN,
  SEVERITY_COLUMN,
  {
    id: 'complianceLevel',
    title: 'Compliance level',
    short: 'Level',
    first: 'descending',
    cell: ({ complianceLevel }) => complianceLevel || <Dash title="Not known" />,
  },
  {
    id: 'state',
    title: 'State',
    first: 'ascending',
    cell: ({ state }) => <State state={patchState(state)} />,
  },
  { id: 'age', title: 'Age', first: 'descending', cell: (row) => <Age row={row} /> },
  { id: 'due', title: 'Due', first: 'ascending', cell: (row) => <Due row={row} /> },
  {
    id: 'cves',
    title: 'CVEs',
    numeric: true,
    cell: ({ cves }) => (cves.length > 0 ? formatNumber(cves.length) : <Dash title="None named" />),
  },
  {
    id: 'exception',
    title: 'Exception',
    first: 'ascending',
    cell: (row, active) => <Excepted row={row} active={active} />,
  },
];

/** The exception that covers it, or the way to a new one. */
function Excepted({ row, active }: { row: FindingRow; active: boolean }) {
  if (row.exception) return <span class="tone-excepted exception">{row.exception}</span>;
  return <ExceptLink patch={row} node={row} active={active} />;
}

function Age({ row }: { row: FindingRow }) {
  const title = row.ageIsLowerBound
    ? 'It was open already when this history began, so it may be older'
    : undefined;
  return <span title={title}>{ageWords(row)}</span>;
}

function Due({ row }: { row: FindingRow }) {
  const { text, standing } = dueWords(row);
  if (standing === 'none') return <Dash title={text} />;
  return <span class={`due due-${standing.replace(' ', '-')}`}>{text}</span>;
}
