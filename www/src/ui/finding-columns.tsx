import type { FindingRow } from 'patchlens/fleet';
import { patchState } from 'patchlens';
import { platformOf } from '../model/node-words';
import { nodeHash } from '../model/route';
import { ageWords, dueWords } from '../model/table-words';
import { formatNumber } from '../model/words';
import { FACT_COLUMNS } from './fact-columns';
import type { Column } from './grid-column';
import { ExceptLink } from './except-link';
import { flagColumn, textColumn, timeColumn } from './members';
import { Dash, State } from './patch-cells';
import { OwnName } from './own-name';
import { RowLink } from './row-link';
import { ScopeNote } from './scope-note';
import { EPSS_COLUMN, KB_COLUMN, KEV_COLUMN, SEVERITY_COLUMN } from './shared-columns';

export const FINDING_COLUMNS: readonly Column<FindingRow, string>[] = [
  {
    id: 'name',
    title: 'Node',
    width: 180,
    first: 'ascending',
    cell: (row) => (
      <>
        <RowLink
          href={nodeHash(row)}
          text={row.name || row.instanceId}
          note={row.name ? row.instanceId : undefined}
        />
        <OwnName row={row} shown={row.name || row.instanceId} />
        <ScopeNote row={row} />
      </>
    ),
  },
  {
    id: 'title',
    title: 'Patch',
    width: 220,
    first: 'ascending',
    cell: ({ title }) => (title ? <PatchTitle title={title} /> : <Dash />),
  },
  KB_COLUMN,
  SEVERITY_COLUMN,
  {
    id: 'complianceLevel',
    title: 'Baseline level',
    short: 'Level',
    first: 'descending',
    cell: ({ complianceLevel }) => complianceLevel || <Dash title="Not known" />,
  },
  {
    id: 'state',
    title: 'State',
    width: 170,
    first: 'ascending',
    cell: ({ state }) => <State state={patchState(state)} />,
  },
  { id: 'age', title: 'Age', first: 'descending', cell: (row) => <Age row={row} /> },
  { id: 'due', title: 'Due', width: 180, first: 'ascending', cell: (row) => <Due row={row} /> },
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
  textColumn('classification', 'Classification', 150),
  flagColumn('overdue', 'Overdue', 'No target, or undecided'),
  timeColumn('firstSeen', 'First seen'),
  timeColumn('released', 'Released'),
  KEV_COLUMN,
  EPSS_COLUMN,
  ...FACT_COLUMNS,
  { ...textColumn('platform', 'Platform', 150), cell: (row) => platformOf(row) },
  textColumn('patchGroup', 'Patch group'),
];

function PatchTitle({ title }: { title: string }) {
  return (
    <span class="patch-title" title={title}>
      {title}
    </span>
  );
}

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
