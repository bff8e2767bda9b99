import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { announce } from '../announce';
import { groupLabel, groups, nodeRows, platforms, selectedRows, totals } from '../fleet';
import { DEFAULT_QUERY } from '../model/fleet-query';
import type { Phase } from '../load/task';
import { nodeHash } from '../model/route';
import { formatNumber, plural } from '../model/words';
import { changeFleetQuery, fleetQuery, go, leftFleet } from '../navigation';
import { reload, type Session } from '../session';
import { Breakdown } from './breakdown';
import { DataGrid } from './data-grid';
import { FleetToolbar } from './fleet-toolbar';
import { Icon } from './icon';
import { LoadStatus } from './load-status';
import { COLUMNS } from './node-columns';
import { Tiles } from './tiles';

export function FleetView({ session }: { session: Session }) {
  useLayoutEffect(() => window.scrollTo(0, leftFleet.scrollY), []);
  useEffect(() => {
    document.title = 'Fleet – patchlens';
  }, []);
  const { platform, group } = fleetQuery.value;
  const empty = nodeRows.value.length === 0;
  return (
    <>
      <div class="page-head">
        <h1>Fleet</h1>
        <Headline session={session} />
        <button type="button" class="button button-small" onClick={reload}>
          <Icon name="refresh" />
          Refresh
        </button>
      </div>
      <FleetStatus session={session} />
      {empty ? (
        <NoNodes session={session} />
      ) : (
        <>
          <div class="overview">
            <Tiles />
            <Breakdown
              title="By platform"
              shares={platforms.value}
              labelOf={(key) => key}
              chosen={platform}
              onChoose={(key) => changeFleetQuery({ platform: key })}
            />
            <Breakdown
              title="By patch group"
              shares={groups.value}
              labelOf={groupLabel}
              chosen={group}
              onChoose={(key) => changeFleetQuery({ group: key })}
            />
          </div>
          <FleetTable />
        </>
      )}
    </>
  );
}

function Headline({ session }: { session: Session }) {
  const { nodes, verdicts } = totals.value;
  const complete = session.fleet.phase.value === 'done';
  const text = `${plural(nodes, 'node')}, ${verdicts['non-compliant']} non-compliant`;
  useEffect(() => {
    if (complete) announce(`Fleet loaded: ${text}`);
  }, [complete, text]);
  const standing = STANDINGS[session.fleet.phase.value];
  return (
    <p class="headline muted">
      {nodes > 0 && plural(nodes, 'node')}
      {nodes > 0 && standing && `, ${standing}`}
    </p>
  );
}

const STANDINGS: Record<Phase, string> = {
  waiting: '',
  loading: 'loading…',
  cancelled: 'partial',
  failed: 'partial',
  done: '',
};

function FleetStatus({ session }: { session: Session }) {
  const { fleet } = session;
  void fleet.version.value;
  const { nodes, listed, answered } = fleet.load;
  const known = plural(nodes.size, 'node');
  const text = `${formatNumber(answered)} of ${known} checked${listed ? '' : ', more to list'}`;
  // Unknown while all listed nodes are checked and more are still to be listed.
  const isMeasured = nodes.size > 0 && (listed || answered < nodes.size);
  return (
    <LoadStatus
      phase={fleet.phase.value}
      error={fleet.error.value}
      label="Loading the fleet"
      text={nodes.size === 0 ? 'Listing the nodes…' : text}
      value={answered}
      max={isMeasured ? nodes.size : undefined}
      onCancel={() => fleet.cancel()}
      onContinue={() => fleet.start()}
    />
  );
}

function NoNodes({ session }: { session: Session }) {
  if (session.fleet.phase.value !== 'done') return null;
  return (
    <div class="empty">
      <p class="panel-title">There are no managed nodes in {session.region}</p>
      <p>
        Nodes appear here once the SSM agent has registered them. Is it the right region and
        account?
      </p>
    </div>
  );
}

function FleetTable() {
  const rows = selectedRows.value;
  const { sort, staleDays } = fleetQuery.value;
  const startKey = leftFleet.nodeId || undefined;
  // Only once: a list that returns after "no match" must not take the focus from the filters.
  useEffect(() => {
    leftFleet.nodeId = '';
  }, []);
  useAnnouncedFilter(rows.length);
  return (
    <section class="card table-card" aria-label="Nodes">
      <FleetToolbar />
      {rows.length === 0 ? (
        <div class="empty">
          <p class="panel-title">No node matches these filters</p>
          <button
            type="button"
            class="button"
            onClick={() => changeFleetQuery({ ...DEFAULT_QUERY, sort, staleDays })}
          >
            Clear filters
          </button>
        </div>
      ) : (
        <DataGrid
          label="Nodes"
          class="nodes-grid"
          columns={COLUMNS}
          rows={rows}
          keyOf={(row) => row.id}
          estimate={44}
          sort={sort}
          onSort={(next) => changeFleetQuery({ sort: next })}
          onOpen={(row) => go(nodeHash(row.id))}
          startKey={startKey}
        />
      )}
    </section>
  );
}

/** Announces how many nodes match when the filters change, but not while nodes are loading. */
function useAnnouncedFilter(shown: number): void {
  const query = fleetQuery.value;
  const said = useRef(query);
  useEffect(() => {
    if (said.current !== query) announce(`${plural(shown, 'node')} shown`);
    said.current = query;
  }, [query, shown]);
}
