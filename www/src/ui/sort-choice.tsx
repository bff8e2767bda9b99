import type { Sort } from '../model/sort';
import type { Column } from './grid-column';
import { Field } from './field';
import { Icon } from './icon';

interface Props<R, C extends string> {
  columns: readonly Column<R, C>[];
  sort: Sort<string>;
  onSort: (sort: Sort<C>) => void;
}

/** Chooses the order on narrow screens, where rows are cards without column titles. */
export function SortChoice<R, C extends string>({ columns, sort, onSort }: Props<R, C>) {
  const choose = (id: string) => {
    const column = columns.find((one) => one.id === id);
    if (column) onSort({ column: column.id, descending: column.first === 'descending' });
  };
  const reverse = () => {
    const column = columns.find(({ id }) => id === sort.column);
    if (column) onSort({ column: column.id, descending: !sort.descending });
  };
  return (
    <div class="sort-choice">
      <Field label="Sort by">
        {(field) => (
          <select
            id={field}
            value={sort.column}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            {columns.filter(({ first }) => first).map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <button
        type="button"
        class="button icon-button"
        aria-label={
          sort.descending ? 'Descending; change to ascending' : 'Ascending; change to descending'
        }
        onClick={reverse}
      >
        <Icon name={sort.descending ? 'down' : 'up'} />
      </button>
    </div>
  );
}
