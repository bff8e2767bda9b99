import { groupLabel } from '../fleet';
import type { NodeColumn } from '../model/fleet-query';
import type { NodeRow } from '../model/node';
import { nodeHash } from '../model/route';
import { formatNumber } from '../model/words';
import type { Column } from './grid-column';
import { TimeAgo } from './time-ago';
import { VerdictBadge } from './verdict-badge';

export const COLUMNS: readonly Column<NodeRow, NodeColumn>[] = [
  { id: 'name', title: 'Node', first: 'ascending', cell: (row) => <NodeName row={row} /> },
  {
    id: 'platform',
    title: 'Platform',
    first: 'ascending',
    cell: (row) => <Text text={row.platform} />,
  },
  { id: 'group', title: 'Patch group', first: 'ascending', cell: (row) => <Group row={row} /> },
  { id: 'verdict', title: 'Verdict', first: 'ascending', cell: (row) => <Verdict row={row} /> },
  {
    id: 'missing',
    title: 'Missing',
    first: 'descending',
    numeric: true,
    cell: (row) => <Count count={row.missing} />,
  },
  {
    id: 'failed',
    title: 'Failed',
    first: 'descending',
    numeric: true,
    cell: (row) => <Count count={row.failed} />,
  },
  {
    id: 'pendingReboot',
    title: 'Pending reboot',
    short: 'Reboot',
    first: 'descending',
    numeric: true,
    cell: (row) => <Count count={row.pendingReboot} />,
  },
  {
    id: 'critical',
    title: 'Critical',
    first: 'descending',
    numeric: true,
    cell: (row) => <Count count={row.critical} />,
  },
  { id: 'lastScan', title: 'Last scan', first: 'ascending', cell: (row) => <LastScan row={row} /> },
];

/** The row itself takes the focus and Enter opens it; the link is for the mouse. */
function NodeName({ row }: { row: NodeRow }) {
  return (
    <>
      <a class="node-name" href={nodeHash(row.id)} tabIndex={-1} title={row.name}>
        {row.name}
      </a>
      {row.name !== row.id && <span class="node-id">{row.id}</span>}
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

function Group({ row }: { row: NodeRow }) {
  if (row.group) return <Text text={row.group} />;
  return (
    <span class="muted" title={groupLabel('')}>
      –
    </span>
  );
}

/** The verdict with the problems and remarks that have no column. */
function Verdict({ row }: { row: NodeRow }) {
  return (
    <>
      <VerdictBadge verdict={row.verdict} reason={row.reason} />
      {row.otherProblems.map((text) => (
        <span key={text} class="aside-note">
          {text}
        </span>
      ))}
      {row.remarks.map((text) => (
        <span key={text} class="aside-note is-remark">
          {text}
        </span>
      ))}
    </>
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
      <TimeAgo time={row.lastScan} />
      {row.stale && row.verdict !== 'stale' && <span class="aside-note">stale</span>}
    </>
  );
}
