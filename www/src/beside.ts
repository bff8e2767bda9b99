/** The node that is shown beside the table of nodes. The address has it. */
import type { NodeRow } from 'patchlens/fleet';
import { nodes } from './fleet';
import { changeFleetQuery, fleetQuery } from './navigation';

/** A person who holds an arrow key down sees the last node only. */
const FOLLOW_MS = 120;

/** The row of the table that had the focus last. */
export const lastRow = { index: 0 };
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Shows a node. The way back closes what it opened. */
export function showBeside({ scopeId, instanceId }: NodeRow): void {
  clearTimeout(waiting);
  const how = fleetQuery.peek().open ? 'typed' : 'step';
  changeFleetQuery({ open: { scopeId, instanceId } }, how);
}

/** Shows the node of the row to which a key has moved, if one is shown. */
export function followBeside(index: number): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const row = nodes.rows.peek()?.at(index);
    if (row && fleetQuery.peek().open) showBeside(row);
  }, FOLLOW_MS);
}

export function closeBeside(): void {
  clearTimeout(waiting);
  changeFleetQuery({ open: undefined }, 'step');
}

export function isBeside({ scopeId, instanceId }: NodeRow): boolean {
  const { open } = fleetQuery.value;
  return open?.scopeId === scopeId && open.instanceId === instanceId;
}
