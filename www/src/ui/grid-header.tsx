import type { Sort } from '../model/sort';
import { cellClass, type Column } from './grid-column';
import { Icon } from './icon';

interface Props<R, C extends string> {
  column: Column<R, C>;
  sort: Sort<string>;
  onSort: (sort: Sort<C>) => void;
}

export function HeaderCell<R, C extends string>({ column, sort, onSort }: Props<R, C>) {
  if (!column.first) {
    return (
      <th role="columnheader" scope="col" class={cellClass(column)}>
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
      <button type="button" class="sort" onClick={() => onSort({ column: column.id, descending })}>
        {column.title}
        {sorted && <Icon name={sort.descending ? 'down' : 'up'} />}
      </button>
    </th>
  );
}
