/** A filter in a sentence for people, for where it can only be read. */
import type { Filter, Table, Token } from 'patchlens/fleet';
import { operatorsOf } from './filter-operators';
import { partsOf } from './filter-text';
import { propertyOf } from './filter-properties';

/** `Verdict is one of stale, unreported; and Severity by the vendor is at least Important`. */
export function filterWords(filter: Filter, table: Table): string {
  const { tokens, text, operation } = filter;
  const words = tokens.map((token) => conditionWords(token, table));
  if (text) words.push(`a text contains “${text}”`);
  if (partsOf(filter) === 0) return 'None: every row';
  return words.join(operation === 'or' ? '; or ' : '; and ');
}

function conditionWords({ property, operator, value }: Token, table: Table): string {
  const known = propertyOf(table, property);
  const all = operatorsOf(known?.kind ?? 'text');
  const words = all.find(([one]) => one === operator)?.[1] ?? operator;
  const values = (Array.isArray(value) ? value : [value]).map((one) => one || '“”');
  const list = values.length > 1 ? `one of ${values.join(', ')}` : values.join();
  return `${known?.label ?? property} ${words} ${list}`;
}
