/** The columns of the tables of a report. They have room for what a screen shows on demand. */
import { patchState } from 'patchlens';
import type { CveRow, FindingRow, NodeFacts, NodeRow, PatchRow, Table } from 'patchlens/fleet';
import { nameOf, platformOf } from '../model/node-words';
import { stateLabel } from '../model/patch';
import { ageWords, dueWords } from '../model/table-words';
import { VERDICT_LABELS } from '../model/verdict';
import { formatNumber } from '../model/words';
import { Absent, type ReportColumn } from './report-table';
import type { ReportClock } from './report-times';

/** More would make a row as high as a page. */
const MOST_CVES = 4;

export function columnsOf(table: Table, clock: ReportClock): ReportColumn<never>[] {
  return COLUMNS[table](clock);
}

const COLUMNS: Record<Table, (clock: ReportClock) => ReportColumn<never>[]> = {
  nodes: nodeColumns,
  findings: findingColumns,
  patches: patchColumns,
  cves: cveColumns,
};

/** For the nodes that no filter on open patches can find. */
export function withoutVerdictColumns(clock: ReportClock): ReportColumn<NodeRow>[] {
  return [...verdictColumns(), lastScan(clock, 14)];
}

function verdictColumns(): ReportColumn<NodeRow>[] {
  return [
    { title: 'Node', width: 20, cell: (row) => <Node row={row} name={nameOf(row)} /> },
    { title: 'Platform', width: 14, cell: (row) => <Platform row={row} /> },
    {
      title: 'Verdict',
      width: 11,
      cell: ({ verdict, stale }) =>
        `${VERDICT_LABELS[verdict]}${stale && verdict !== 'stale' ? ', stale' : ''}`,
    },
    { title: 'Reason', cell: ({ reason }) => reason },
  ];
}

function nodeColumns(clock: ReportClock): ReportColumn<NodeRow>[] {
  return [
    ...verdictColumns(),
    number('Missing', ({ missing }) => missing),
    number('Failed', ({ failed }) => failed),
    number('Reboot', ({ pendingReboot }) => pendingReboot),
    number('Critical by baseline', ({ criticalNonCompliant }) => criticalNonCompliant),
    lastScan(clock, 9),
  ];
}

function lastScan(clock: ReportClock, width: number): ReportColumn<NodeRow> {
  return {
    title: 'Last scan',
    width,
    cell: ({ lastOperation }) => (lastOperation ? clock.local(lastOperation) : <Absent />),
  };
}

function findingColumns(): ReportColumn<FindingRow>[] {
  return [
    {
      title: 'Node',
      width: 20,
      cell: (row) => <Node row={row} name={row.name || row.instanceId} />,
    },
    { title: 'Patch', cell: (row) => <Patch row={row} /> },
    { title: 'Vendor severity', width: 9, cell: ({ severity }) => text(severity) },
    {
      title: 'Baseline level',
      width: 10,
      cell: ({ complianceLevel }) => text(complianceLevel, 'Not known'),
    },
    { title: 'State', width: 10, cell: ({ state }) => stateLabel(patchState(state)) },
    { title: 'Age', width: 9, cell: ageWords },
    { title: 'Exception', width: 9, cell: ({ exception }) => text(exception, 'None') },
    { title: 'Due', width: 11, cell: (row) => dueWords(row).text },
  ];
}

function patchColumns(clock: ReportClock): ReportColumn<PatchRow>[] {
  return [
    { title: 'Patch', cell: (row) => <Patch row={row} /> },
    { title: 'Vendor severity', width: 10, cell: ({ severity }) => text(severity) },
    { title: 'Classification', width: 13, cell: ({ classification }) => text(classification) },
    number('Nodes', ({ nodes }) => nodes),
    number('Failed', ({ failed }) => failed),
    number('Excepted', ({ excepted }) => excepted),
    { title: 'First seen', width: 12, cell: ({ firstSeen }) => clock.local(firstSeen) },
    {
      title: 'Released',
      width: 12,
      cell: ({ released }) => (released ? clock.local(released) : <Absent />),
    },
  ];
}

function cveColumns(clock: ReportClock): ReportColumn<CveRow>[] {
  return [
    { title: 'CVE', cell: ({ cve }) => cve },
    { title: 'Gravest vendor severity', cell: ({ severity }) => text(severity) },
    number('Nodes', ({ nodes }) => nodes),
    number('Patches', ({ patches }) => patches),
    { title: 'First seen', cell: ({ firstSeen }) => clock.local(firstSeen) },
  ];
}

function number<R>(title: string, countOf: (row: R) => number | undefined): ReportColumn<R> {
  return {
    title,
    width: 7.5,
    numeric: true,
    cell: (row) => {
      const count = countOf(row);
      return count === undefined ? <Absent /> : formatNumber(count);
    },
  };
}

function text(value: string | undefined, why?: string) {
  return value || <Absent {...(why !== undefined && { why })} />;
}

/** With its scope, because ids of hybrid nodes are not unique among accounts, and its attributes. */
function Node({ row, name }: { row: NodeFacts; name: string }) {
  const tags = Object.entries(row.tags ?? {}).map(([column, value]) => `${column}: ${value}`);
  return (
    <>
      <b>{name}</b>
      {[name !== row.instanceId && row.instanceId, row.scopeId, ...tags]
        .filter((line) => line !== false)
        .map((line) => (
          <span key={line} class="aside">
            {line}
          </span>
        ))}
    </>
  );
}

function Platform({ row }: { row: NodeRow }) {
  const { patchGroup } = row;
  return (
    <>
      {platformOf(row)}
      <span class="aside">
        {patchGroup ? `Patch group: ${patchGroup}` : 'Patch group not reported'}
      </span>
    </>
  );
}

function Patch({ row: { title, kb, cves } }: { row: Pick<PatchRow, 'title' | 'kb' | 'cves'> }) {
  const more = cves.length - MOST_CVES;
  return (
    <>
      {title || kb || <Absent why="Untitled" />}
      {title && kb && !title.includes(kb) && <span class="aside">{kb}</span>}
      {cves.length > 0 && (
        <span class="aside">
          {cves.slice(0, MOST_CVES).join(', ')}
          {more > 0 && ` and ${formatNumber(more)} more`}
        </span>
      )}
    </>
  );
}
