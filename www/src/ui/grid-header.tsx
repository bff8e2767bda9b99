import type { Sort } from '../model/sort';
import { cellClass, type Column } from './grid-column';
import { Icon } from './icon';

interface Props<R, C extends string> {
  column: Column<R, C>;
  sort: Sort<string>;
  onSort: (sort: Sort<C>) => void;
  /** Whether it is the cell of the grid that is in the tab order. */
  active: boolean;
}

/** A title. Its button takes the focus in its place, if it sorts. */
export function HeaderCell<R, C extends string>({ column, sort, onSort, active }: Props<R, C>) {
  const tabIndex = active ? 0 : -1;
  if (!column.first) {
    return (
      <th role="columnheader" scope="col" class={cellClass(column)} tabIndex={tabIndex}>
        <span class="no-sort">{column.title}</span>
      </th>
    );
  }
  const sorted = sort.column === column.id;
  const order = sort.descending ? 'descending' : 'ascending';
  const descending = sorted ? !sort.descending : column.first === 'descending';
  return (
    <th
      role="columnheader"
      scope="col"
      class={cellClass(column)}
      aria-sort={sorted ? order : 'none'}
    >
      <button
        type="button"
        class="sort"
        tabIndex={tabIndex}
        onClick={() => onSort({ column: column.id, descending })}
      >
        {column.title}
        {sorted && <Icon name={sort.descending ? 'down' : 'up'} />}
      </button>
    </th>
  );
}
