import type { NodeRow } from 'patchlens/fleet';
import { currentSource } from '../fleet';
import { nodesQuery } from '../model/fleet-query';
import { nameOf } from '../model/node-words';
import { nodeHash } from '../model/route';
import { formatNumber } from '../model/words';
import { fleetQuery, go, position } from '../navigation';
import { Icon } from './icon';
import { useAnswer } from './use-answer';

/**
 * Links to the previous and the next node of the list from which the node was opened. There are none
 * if the node is no longer at its place in the list.
 */
export function Neighbours({ id }: { id: string }) {
  const asked = useAnswer(() => around(position.value), []);
  const at = position.value;
  const answer = asked.value.value;
  if (!answer || at === undefined) return null;
  const row = (index: number) => answer.rows[index - answer.offset];
  if (row(at)?.instanceId !== id) return null;
  return (
    <span class="neighbours">
      <Step label="Previous node" icon="back" row={row(at - 1)} at={at - 1} />
      <span class="muted">
        {formatNumber(at + 1)} of {formatNumber(answer.total)}
      </span>
      <Step label="Next node" icon="next" row={row(at + 1)} at={at + 1} />
    </span>
  );
}

function around(at: number | undefined) {
  if (at === undefined) return undefined;
  const offset = Math.max(0, at - 1);
  const asked = currentSource()?.nodes({ ...nodesQuery(fleetQuery.value), offset, limit: 3 });
  return asked?.then((answer) => ({ ...answer, offset }));
}

interface StepProps {
  label: string;
  icon: 'back' | 'next';
  row: NodeRow | undefined;
  at: number;
}

function Step({ label, icon, row, at }: StepProps) {
  if (!row) return <span class="button icon-button" aria-hidden="true" />;
  const name = nameOf(row);
  const href = nodeHash(row);
  return (
    <a
      class="button icon-button"
      href={href}
      aria-label={`${label}: ${name}`}
      title={name}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(href, at);
      }}
    >
      <Icon name={icon} />
    </a>
  );
}
