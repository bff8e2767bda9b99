import type { NodeRow } from 'patchlens/fleet';
import { groupLabel } from '../fleet';
import { nameOf, platformOf } from '../model/node-words';
import { nodeHash } from '../model/route';
import type { Sort } from '../model/sort';
import { changeFleetQuery } from '../navigation';
import { Count } from './count';
import { FACT_COLUMNS } from './fact-columns';
import type { Column } from './grid-column';
import { countColumn, daysColumn, flagColumn, textColumn, timeColumn } from './members';
import { OwnName } from './own-name';
import { ScopeNote } from './scope-note';
import { TimeAgo } from './time-ago';
import { VerdictBadge } from './verdict-badge';

type NodeTableColumn = Column<NodeRow, string>;

export const NODE_COLUMNS: readonly NodeTableColumn[] = [
  {
    id: 'name',
    title: 'Node',
    first: 'ascending',
    width: 190,
    cell: (row) => <NodeName row={row} />,
  },
  {
    id: 'platform',
    title: 'Platform',
    first: 'ascending',
    width: 150,
    cell: (row) => <Text text={platformOf(row)} />,
  },
  {
    id: 'group',
    member: 'patchGroup',
    title: 'Patch group',
    first: 'ascending',
    cell: (row) => <Group row={row} />,
  },
  {
    id: 'verdict',
    title: 'Verdict',
    first: 'ascending',
    width: 154,
    cell: (row) => <VerdictBadge verdict={row.verdict} />,
  },
  { id: 'reason', title: 'Reason', width: 220, cell: (row) => <Reason row={row} /> },
  countColumn('missing', 'Missing'),
  countColumn('failed', 'Failed'),
  { ...countColumn('pendingReboot', 'Pending reboot'), short: 'Reboot' },
  {
    id: 'critical',
    member: 'criticalNonCompliant',
    title: 'Critical by baseline',
    short: 'Critical (baseline)',
    first: 'descending',
    numeric: true,
    cell: ({ criticalNonCompliant }) => <Count count={criticalNonCompliant} />,
  },
  {
    id: 'lastScan',
    member: 'lastOperation',
    title: 'Last scan',
    first: 'ascending',
    width: 142,
    cell: (row, active) => <LastScan row={row} active={active} />,
  },
  ...FACT_COLUMNS,
  textColumn('computerName', 'Host name', 170),
  textColumn('ipAddress', 'IP address', 120),
  countColumn('securityNonCompliant', 'Security'),
  countColumn('otherNonCompliant', 'Other'),
  countColumn('rejected', 'Installed rejected'),
  countColumn('availableSecurityUpdates', 'Available security updates'),
  countColumn('installed', 'Installed'),
  countColumn('installedOther', 'Installed other'),
  countColumn('notApplicable', 'Not applicable'),
  textColumn('operation', 'Operation', 100),
  daysColumn('scanAge', 'Days since scan'),
  flagColumn('stale', 'Stale'),
  timeColumn('nonCompliantSince', 'Non-compliant since'),
  timeColumn('oldestOpen', 'Oldest open'),
  textColumn('endOfLife', 'End of life', 116),
  textColumn('reasonCode', 'Reason code', 170),
  textColumn('agentVersion', 'Agent version', 120),
  textColumn('pingStatus', 'Agent status', 120),
  textColumn('instanceState', 'Instance state', 120),
  timeColumn('readAt', 'Read'),
];

export function onSort(sort: Sort): void {
  changeFleetQuery({ sort });
}

/** The cell takes the focus and Enter opens the node; the link is for the mouse. */
function NodeName({ row }: { row: NodeRow }) {
  const name = nameOf(row);
  return (
    <>
      <a class="node-name" href={nodeHash(row)} tabIndex={-1} title={name} data-opens>
        {name}
      </a>
      {name !== row.instanceId && <span class="node-id">{row.instanceId}</span>}
      <OwnName row={row} shown={name} />
      <ScopeNote row={row} />
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

function LastScan({ row, active }: { row: NodeRow; active: boolean }) {
  return (
    <>
      <TimeAgo time={row.lastOperation} active={active} />
      {row.stale && row.verdict !== 'stale' && <span class="aside-note">stale</span>}
    </>
  );
}
