import type { NodeDetail } from 'patchlens/fleet';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { announce } from '../announce';
import { patchTotal } from '../model/node-words';
import { parsePatchQuery, selectPatches, type PatchQuery } from '../model/patch-query';
import { plural } from '../model/words';
import { showPatchQuery } from '../navigation';
import { patchesOf, type Session } from '../session';
import { DataGrid } from './data-grid';
import { withExceptions } from './excepted-patch';
import { LoadStatus } from './load-status';
import { PATCHES } from './patch-columns';
import { PatchToolbar } from './patch-toolbar';

interface Props {
  session: Session;
  scopeId: string;
  id: string;
  /** The query of the address. */
  query: string;
  row: NodeDetail | undefined;
}

/** The patches of a node. They load while this view is open. */
export function PatchesSection({ session, scopeId, id, query: asked, row }: Props) {
  const task = useMemo(() => patchesOf(session, scopeId, id), [session, scopeId, id]);
  const [query, setQuery] = useState(() => parsePatchQuery(asked));
  const change = (next: Partial<PatchQuery>) => {
    const changed = { ...query, ...next };
    setQuery(changed);
    showPatchQuery(changed);
  };
  useEffect(() => {
    task.start();
    return () => task.cancel();
  }, [task]);
  const version = task.version.value;
  const phase = task.phase.value;
  const { rows } = task.load;
  const shown = useMemo(() => selectPatches(rows, query), [rows, query, version]);
  const loaded = plural(rows.length, 'patch', 'patches');
  useEffect(() => {
    if (phase === 'done') announce(`${loaded} loaded`);
  }, [phase, loaded]);
  // The counts are of the latest scan; without them the total is unknown.
  const expected = (row && patchTotal(row)) || undefined;
  const isSaved = session.kind === 'file' || session.kind === 'server';
  const holder = session.kind === 'file' ? 'saved fleet' : 'server';
  return (
    <section class="card table-card" aria-label="Patches">
      <div class="card-head">
        <h2>{isSaved ? 'Open patches' : 'Patches'}</h2>
        {phase === 'done' && <span class="muted">{loaded}</span>}
      </div>
      <LoadStatus
        phase={phase}
        error={task.error.value}
        label="Loading the patches"
        text={expected ? `${loaded} of about ${expected} loaded` : `${loaded} loaded`}
        value={rows.length}
        max={expected && Math.max(expected, rows.length)}
        onCancel={() => task.cancel()}
        onContinue={() => task.start()}
      />
      {isSaved && (
        <p class="saved-note muted">
          A {holder} has the open patches of a node. Those that are installed, not applicable or
          available are not in it.
        </p>
      )}
      {rows.length > 0 && (
        <PatchToolbar rows={rows} shown={shown.length} query={query} onChange={change} />
      )}
      <PatchTable
        columns={withExceptions(PATCHES, row)}
        rows={rows.length}
        shown={shown}
        empty={phase === 'done' ? (isSaved ? noneIn(holder, row) : NONE_LISTED) : undefined}
        query={query}
        onChange={change}
      />
    </section>
  );
}

interface TableProps {
  columns: typeof PATCHES;
  rows: number;
  shown: ReturnType<typeof selectPatches>;
  /** Says that there are none, once that is known. */
  empty: string | undefined;
  query: PatchQuery;
  onChange: (next: Partial<PatchQuery>) => void;
}

/** No open patch is good news only of a node that was looked at. */
function noneIn(holder: string, row: NodeDetail | undefined): string {
  const none = `The ${holder} has no open patch of this node`;
  if (row && row.verdict !== 'unreported') return `${none}.`;
  return `${none}, and no usable report of it either. That is no all-clear.`;
}

const NONE_LISTED = 'The service lists no patches for this node.';

function PatchTable({ columns, rows, shown, empty, query, onChange }: TableProps) {
  if (rows === 0) return empty ? <p class="empty">{empty}</p> : null;
  if (shown.length === 0) {
    return (
      <div class="empty">
        <p class="panel-title">No patch matches these filters</p>
        <button type="button" class="button" onClick={() => onChange(parsePatchQuery(''))}>
          Clear filters
        </button>
      </div>
    );
  }
  return (
    <DataGrid
      label="Patches"
      class="patches-grid"
      columns={columns}
      rows={{ total: shown.length, at: (index) => shown[index] }}
      keyOf={(patch) => patch.key}
      estimate={44}
      sort={query.sort}
      onSort={(sort) => onChange({ sort })}
    />
  );
}
