/** Filters that narrow a table to some scopes. */
import type { Filter, Table } from 'patchlens/fleet';
import { allOf, readFilter, textOf } from './filter-text';

/**
 * The text of a filter with these scopes beside its conditions. Of one of which any condition is enough
 * only the scopes are left: see {@link losesFilter}.
 */
export function withScopes(text: string, table: Table, scopes: readonly string[]): string {
  const { filter } = readFilter(text, table);
  const required: Filter = (filter && allOf(filter)) ?? { tokens: [] };
  const others = required.tokens.filter(({ property }) => property !== 'scopeId');
  const token = { property: 'scopeId', operator: '=' as const, value: [...scopes] };
  return textOf({ ...required, tokens: [...others, token] });
}

/** Whether no filter has the conditions of this one and scopes beside them, as with `a | b`. */
export function losesFilter(text: string, table: Table): boolean {
  const { filter } = readFilter(text, table);
  return filter === undefined || allOf(filter) === undefined;
}
