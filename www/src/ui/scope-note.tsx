import type { NodeFacts } from 'patchlens/fleet';
import { session } from '../session';

/** The account and Region of a node, where a session reads more than one of them. */
export function ScopeNote({ row }: { row: Pick<NodeFacts, 'scopeId'> }) {
  if ((session.value?.scopes.length ?? 0) < 2) return null;
  return <span class="node-id node-scope">{row.scopeId}</span>;
}
