import { closeBeside, lastRow, showBeside } from '../beside';
import { nodes } from '../fleet';
import { fleetQuery } from '../navigation';
import { Icon } from './icon';

/** Shows the node of the last row that had the focus beside the table, or closes that. */
export function BesideButton() {
  const isOpen = fleetQuery.value.open !== undefined;
  const toggle = () => {
    if (isOpen) return closeBeside();
    const rows = nodes.rows.peek();
    const row = rows?.at(lastRow.index) ?? rows?.at(0);
    if (row) showBeside(row);
  };
  return (
    <button
      type="button"
      class="button button-small"
      aria-pressed={isOpen}
      disabled={!isOpen && !nodes.rows.value?.total}
      onClick={toggle}
    >
      <Icon name="aside" />
      Open beside
    </button>
  );
}
