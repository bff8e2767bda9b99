/** Orders entries by a query's sort: stable, absent values last in both directions. */
import { rowType, valueOf } from './properties.js';
import { compareOrder, numberOf } from './token.js';

export function sortEntries(table, entries, sort = []) {
  const keys = sort.map(({ property, descending = false }) => {
    const type = rowType(table, property);
    return { type, sign: descending ? -1 : 1, read: (entry) => sortable(valueOf(entry, property)) };
  });
  return [...entries].sort((one, other) => {
    for (const { type, sign, read } of keys) {
      const order = compareValues(type, sign, read(one), read(other));
      if (order !== 0) return order;
    }
    return 0;
  });
}

const sortable = (value) => {
  if (!Array.isArray(value)) return value;
  return value.length === 0 ? undefined : value.join(', ');
};

function compareValues(type, sign, one, other) {
  if (one === undefined || other === undefined)
    return Number(one === undefined) - Number(other === undefined);
  if (type === 'boolean') return sign * (Number(one) - Number(other));
  if (['number', 'days', 'date'].includes(type)) return sign * (numberOf(one) - numberOf(other));
  return sign * compareOrder(type, one, other);
}
