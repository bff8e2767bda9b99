import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { nodeRows, selectedRows } from '../fleet';
import type { NodeRow } from '../model/node';
import { nodeHash } from '../model/route';
import { formatNumber } from '../model/words';
import { backToFleet } from '../navigation';
import type { Session } from '../session';
import { Icon } from './icon';
import { NodeFacts } from './node-facts';
import { PatchesSection } from './patches-section';
import { VerdictBadge } from './verdict-badge';

/** One node: its facts and its patches. */
export function NodeView({ session, id, query }: { session: Session; id: string; query: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const row = nodeRows.value.find((one) => one.id === id);
  const name = row?.name ?? id;
  useLayoutEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [id]);
  useEffect(() => {
    document.title = `${name} – patchlens`;
  }, [name]);
  return (
    <>
      <nav class="node-nav" aria-label="Nodes">
        <a class="back" href={backToFleet()}>
          <Icon name="back" />
          Fleet
        </a>
        <Neighbours id={id} />
      </nav>
      <div class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {name}
        </h1>
        {row && <VerdictBadge verdict={row.verdict} />}
        {name !== id && <code class="muted">{id}</code>}
      </div>
      {row ? <Known row={row} /> : <Unknown session={session} />}
      <PatchesSection key={id} session={session} id={id} query={query} row={row} />
    </>
  );
}

function Known({ row }: { row: NodeRow }) {
  return (
    <>
      <p class="reason">{row.reason}.</p>
      <NodeFacts row={row} />
    </>
  );
}

function Unknown({ session }: { session: Session }) {
  const loading = session.fleet.phase.value === 'loading';
  return (
    <p class="reason muted">
      {loading
        ? 'The fleet is still being loaded…'
        : 'This node is not among the nodes that were loaded.'}
    </p>
  );
}

/** Links to the previous and the next node of the list. */
function Neighbours({ id }: { id: string }) {
  const rows = selectedRows.value;
  const at = rows.findIndex((row) => row.id === id);
  if (at < 0) return null;
  return (
    <span class="neighbours">
      <Step label="Previous node" icon="back" row={rows[at - 1]} />
      <span class="muted">
        {formatNumber(at + 1)} of {formatNumber(rows.length)}
      </span>
      <Step label="Next node" icon="next" row={rows[at + 1]} />
    </span>
  );
}

function Step({
  label,
  icon,
  row,
}: {
  label: string;
  icon: 'back' | 'next';
  row: NodeRow | undefined;
}) {
  if (!row) return <span class="button icon-button" aria-hidden="true" />;
  return (
    <a
      class="button icon-button"
      href={nodeHash(row.id)}
      aria-label={`${label}: ${row.name}`}
      title={row.name}
    >
      <Icon name={icon} />
    </a>
  );
}
