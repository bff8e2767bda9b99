import type { NodeRow, Rows } from 'patchlens/fleet';
import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../announce';
import { nodes } from '../fleet';
import { withoutFilters } from '../model/fleet-query';
import { formatNumber, plural } from '../model/words';
import { changeFleetQuery, fleetQuery, leftFleet } from '../navigation';
import { BlindSpots } from './blind-spots';
import { ErrorPanel } from './error-panel';
import { FleetToolbar } from './fleet-toolbar';
import { NodesSplit } from './nodes-split';
import { UnknownColumns } from './preferences-button';
import { UnknownAttributes } from './unknown-attributes';

export function FleetTable() {
  const start = leftFleet.position;
  // Only once: a list that returns after "no match" must not take the focus from the filters.
  useEffect(() => {
    leftFleet.position = undefined;
  }, []);
  const failure = nodes.error.value;
  useAnnouncedFilter();
  return (
    <section class="card table-card" aria-label="Nodes">
      <FleetToolbar />
      <UnknownColumns table="nodes" columns={fleetQuery.value.columns} />
      <UnknownAttributes table="nodes" filter={fleetQuery.value.filter} />
      <BlindSpots table="nodes" filter={fleetQuery.value.filter} />
      {failure !== undefined && <ErrorPanel error={failure} onRetry={() => nodes.retry()} />}
      <NodesGrid start={start} />
    </section>
  );
}

function NodesGrid({ start }: { start: number | undefined }) {
  const rows = nodes.rows.value;
  if (!rows) return null;
  if (rows.total === 0) {
    return (
      <div class="empty">
        <p class="panel-title">
          {rows.undecided > 0
            ? `No node matches these filters for certain; ${plural(rows.undecided, 'node')} may`
            : 'No node matches these filters'}
        </p>
        <button
          type="button"
          class="button"
          onClick={() => changeFleetQuery(withoutFilters(fleetQuery.peek()))}
        >
          Clear filters
        </button>
      </div>
    );
  }
  return <NodesSplit start={start} rows={rows} />;
}

function shownWords({ total, undecided }: Pick<Rows<NodeRow>, 'total' | 'undecided'>): string {
  const more = undecided > 0 ? `, ${formatNumber(undecided)} undecided` : '';
  return `${plural(total, 'node')} shown${more}`;
}

/** Announces how many nodes match when the filters change, but not while nodes are loading. */
function useAnnouncedFilter(): void {
  const rows = nodes.rows.value;
  const said = useRef(rows?.subject);
  useEffect(() => {
    if (!rows || said.current === rows.subject) return;
    if (said.current) announce(shownWords(rows));
    said.current = rows.subject;
  }, [rows]);
}
