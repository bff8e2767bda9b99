import { summary } from '../fleet';
import type { TableName } from '../model/route';
import { counter, countOf, TABLE_WORDS, undecidedWords } from '../model/table-words';
import { formatNumber } from '../model/words';
import type { RowsInSight } from '../window-rows';

interface Props {
  table: TableName;
  rows: Pick<RowsInSight<unknown>, 'total' | 'undecided'>;
}

/** How many rows the filter means, of how many; and how many it may mean. */
export function TableCounter({ table, rows: { total, undecided } }: Props) {
  const all = summary.value.value?.[table];
  const words =
    all === undefined || all === total
      ? countOf(table, total)
      : `${formatNumber(total)} of ${countOf(table, all)}`;
  return (
    <span class="shown-count">
      <span aria-hidden="true">
        {TABLE_WORDS[table].title} <b>{counter(total, all)}</b>
      </span>
      <span class="visually-hidden">{words}</span>
      {undecided > 0 && <span class="undecided">{undecidedWords(undecided)}</span>}
    </span>
  );
}
