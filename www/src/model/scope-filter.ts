/** Filters that narrow a table to some scopes. */
import type { Filter, Table } from 'patchlens/fleet';
import { allOf, readFilter, textOf } from './filter-text';

/** The text of a filter with these scopes beside its conditions, if all of those are required. */
export function withScopes(text: string, table: Table, scopes: readonly string[]): string {
  const { filter } = readFilter(text, table);
  const required: Filter = (filter && allOf(filter)) ?? { tokens: [] };
  const others = required.tokens.filter(({ property }) => property !== 'scopeId');
  const token = { property: 'scopeId', operator: '=' as const, value: [...scopes] };
  return textOf({ ...required, tokens: [...others, token] });
}
