import type { NodeDetail } from 'patchlens/fleet';
import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../announce';
import { currentSource } from '../fleet';
import type { OpenNode } from '../model/fleet-query';
import { nameOf } from '../model/node-words';
import { nodeHash } from '../model/route';
import { VERDICT_LABELS } from '../model/verdict';
import type { Session } from '../session';
import { ErrorPanel } from './error-panel';
import { findNode } from './find-node';
import { Icon } from './icon';
import { NodeFacts } from './node-facts';
import { NodeFindings } from './node-findings';
import { NodeWhy } from './node-why';
import { PanelResizer } from './panel-resizer';
import { useAnswer } from './use-answer';
import { VerdictBadge } from './verdict-badge';

interface Props {
  session: Session;
  place: OpenNode;
  onClose: () => void;
}

/** A node beside the table: its verdict with the reason, its facts and what is open on it. */
export function NodePanel({ session, place, onClose }: Props) {
  const { scopeId, instanceId } = place;
  const asked = useAnswer(async () => {
    const node = await findNode(currentSource(), place);
    return { node };
  }, [scopeId, instanceId]);
  const last = useLast(asked.value.value);
  // Of a node that cannot be read, nothing of the one before is said.
  const node = asked.error.value === undefined ? last : undefined;
  const name = node ? nameOf(node) : instanceId;
  useEffect(() => {
    if (!node) return;
    announce(`${name}, beside the table: ${VERDICT_LABELS[node.verdict]}. ${node.reason}`);
  }, [scopeId, node?.instanceId]);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (panel.current) panel.current.scrollTop = 0;
  }, [scopeId, instanceId]);
  return (
    <>
      <PanelResizer panel={panel} />
      <section ref={panel} class="node-panel" aria-label={`Node ${name}`}>
        <div class="panel-head">
          <h2 tabIndex={-1}>{name}</h2>
          {node && <VerdictBadge verdict={node.verdict} />}
          <button
            type="button"
            class="button icon-button button-small"
            aria-label="Close the panel"
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        </div>
        <p class="panel-link">
          {name !== instanceId && <code class="muted">{instanceId}</code>}
          <a href={nodeHash(place)}>Open the page of the node</a>
        </p>
        {asked.error.value !== undefined && <ErrorPanel error={asked.error.value} />}
        {node ? (
          <>
            <NodeWhy node={node} />
            <NodeFindings node={node} readsFindings={session.fleet.load.readsFindings} />
            <NodeFacts node={node} />
          </>
        ) : (
          asked.value.value && <NotRead session={session} />
        )}
      </section>
    </>
  );
}

/** The node before, while the next one is asked for, so that the panel does not flicker. */
function useLast(answered: { node: NodeDetail | undefined } | undefined): NodeDetail | undefined {
  const last = useRef<NodeDetail | undefined>(undefined);
  if (answered) last.current = answered.node;
  return last.current;
}

function NotRead({ session }: { session: Session }) {
  return (
    <p class="muted">
      {session.fleet.phase.value === 'loading'
        ? 'The fleet is still being loaded…'
        : 'This node is not among the nodes that were loaded.'}
    </p>
  );
}
