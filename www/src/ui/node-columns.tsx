import type { NodeRow } from 'patchlens/fleet';
import { groupLabel } from '../fleet';
import type { NodeColumn } from '../model/fleet-query';
import { nameOf, platformOf } from '../model/node-words';
import { nodeHash } from '../model/route';
import type { Sort } from '../model/sort';
import { formatNumber } from '../model/words';
import { changeFleetQuery } from '../navigation';
import type { Column } from './grid-column';
import { TimeAgo } from './time-ago';
import { VerdictBadge } from './verdict-badge';

type NodeTableColumn = Column<NodeRow, NodeColumn | 'reason'>;

export const COLUMNS: readonly NodeTableColumn[] = [
  { id: 'name', title: 'Node', first: 'ascending', cell: (row) => <NodeName row={row} /> },
  {
    id: 'platform',
    title: 'Platform',
    first: 'ascending',
    cell: (row) => <Text text={platformOf(row)} />,
  },
  { id: 'group', title: 'Patch group', first: 'ascending', cell: (row) => <Group row={row} /> },
  {
    id: 'verdict',
    title: 'Verdict',
    first: 'ascending',
    cell: (row) => <VerdictBadge verdict={row.verdict} />,
  },
  { id: 'reason', title: 'Reason', cell: (row) => <Reason row={row} /> },
  count('missing', 'Missing', (row) => row.missing),
  count('failed', 'Failed', (row) => row.failed),
  { ...count('pendingReboot', 'Pending reboot', (row) => row.pendingReboot), short: 'Reboot' },
  count('critical', 'Critical', (row) => row.criticalNonCompliant),
  { id: 'lastScan', title: 'Last scan', first: 'ascending', cell: (row) => <LastScan row={row} /> },
];

/** The reason is in no order. */
export function onSort({ column, descending }: Sort<NodeColumn | 'reason'>): void {
  if (column !== 'reason') changeFleetQuery({ sort: { column, descending } });
}

function count(
  id: NodeColumn,
  title: string,
  countOf: (row: NodeRow) => number | undefined,
): NodeTableColumn {
  return {
    id,
    title,
    first: 'descending',
    numeric: true,
    cell: (row) => <Count count={countOf(row)} />,
  };
}

/** The row itself takes the focus and Enter opens it; the link is for the mouse. */
function NodeName({ row }: { row: NodeRow }) {
  const name = nameOf(row);
  return (
    <>
      <a class="node-name" href={nodeHash(row)} tabIndex={-1} title={name} data-opens>
        {name}
      </a>
      {name !== row.instanceId && <span class="node-id">{row.instanceId}</span>}
    </>
  );
}

function Text({ text }: { text: string }) {
  return (
    <span class="clip" title={text}>
      {text}
    </span>
  );
}

function Group({ row: { patchGroup } }: { row: NodeRow }) {
  if (patchGroup) return <Text text={patchGroup} />;
  return (
    <span class="muted" title={groupLabel('')}>
      –
    </span>
  );
}

function Reason({ row: { reason } }: { row: NodeRow }) {
  return (
    <span class="reason-text" title={reason}>
      {reason}
    </span>
  );
}

function Count({ count }: { count: number | undefined }) {
  if (count === undefined) {
    return (
      <span class="muted" title="Not reported">
        –
      </span>
    );
  }
  return <span class={count === 0 ? 'zero' : 'some'}>{formatNumber(count)}</span>;
}

function LastScan({ row }: { row: NodeRow }) {
  return (
    <>
      <TimeAgo time={row.lastOperation} />
      {row.stale && row.verdict !== 'stale' && <span class="aside-note">stale</span>}
    </>
  );
}
