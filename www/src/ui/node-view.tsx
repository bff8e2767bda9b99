import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { currentSource } from '../fleet';
import { nameOf } from '../model/node-words';
import { parseRoute, type NodePlace } from '../model/route';
import { TABLE_WORDS } from '../model/table-words';
import { backToFleet, tableBefore } from '../navigation';
import type { Session } from '../session';
import { ErrorPanel } from './error-panel';
import { findNode } from './find-node';
import { Icon } from './icon';
import { Neighbours } from './neighbours';
import { NodeFacts } from './node-facts';
import { NodeWhy } from './node-why';
import { PatchesSection } from './patches-section';
import { useAnswer } from './use-answer';
import { VerdictBadge } from './verdict-badge';

interface Props extends NodePlace {
  session: Session;
  query: string;
}

/** One node: its verdict with the reason, its facts and its patches. */
export function NodeView({ session, scopeId, instanceId: id, query }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = useAnswer(() => findNode(currentSource(), { scopeId, instanceId: id }), [scopeId, id]);
  const node = asked.value.value;
  const name = node ? nameOf(node) : id;
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
        <BackLink />
        <Neighbours id={id} />
      </nav>
      <div class="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {name}
        </h1>
        {node && <VerdictBadge verdict={node.verdict} />}
        {name !== id && <code class="muted">{id}</code>}
      </div>
      {asked.error.value !== undefined && <ErrorPanel error={asked.error.value} />}
      {node ? (
        <>
          <NodeWhy node={node} />
          <NodeFacts node={node} />
        </>
      ) : (
        <Unknown session={session} />
      )}
      <PatchesSection
        key={`${scopeId} ${id}`}
        session={session}
        scopeId={node?.scopeId ?? scopeId ?? session.scopes[0] ?? ''}
        id={id}
        query={query}
        row={node}
      />
    </>
  );
}

/** To the list or table from which the node was opened. */
function BackLink() {
  const from = tableBefore();
  const at = from && parseRoute(from);
  return (
    <a class="back" href={from ?? backToFleet()}>
      <Icon name="back" />
      {at && at.page === 'table' ? TABLE_WORDS[at.table].title : 'Fleet'}
    </a>
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
