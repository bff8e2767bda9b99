import type { NodeFacts } from 'patchlens/fleet';
import { ownNameOf } from '../model/node-words';

/** The name of a node by the attribute “Name”, where it is another one. */
export function OwnName({ row, shown }: { row: Pick<NodeFacts, 'tags'>; shown: string }) {
  const name = ownNameOf(row);
  if (!name || name === shown) return null;
  return (
    <span class="node-id own-name" title={`${name}, by the attribute “Name”`}>
      {name}
    </span>
  );
}
