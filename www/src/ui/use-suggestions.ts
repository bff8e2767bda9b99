import type { Table } from 'patchlens/fleet';
import { attributeNames } from '../attribute-names';
import { now } from '../clock';
import { currentSource } from '../fleet';
import { propertyOf, valuesTable } from '../model/filter-properties';
import {
  nameSuggestions,
  valueSuggestions,
  type SuggestionGroup,
} from '../model/filter-suggestions';
import type { Typing } from '../model/filter-text';
import { useAnswer } from './use-answer';

/** Values that a list shows at most; typing on narrows them. */
const MOST_VALUES = 50;

/** What a filter can go on with. Empty while nothing is typed. */
export function useSuggestions(table: Table, typing: Typing | undefined): SuggestionGroup[] {
  const value = typing?.part === 'value' ? typing : undefined;
  const property = value && propertyOf(table, value.property);
  const of = property && valuesTable(table, property);
  const answered = useAnswer(
    () => property && of && currentSource()?.values(of, property.name, value.typed, MOST_VALUES),
    [of, property?.name, value?.typed],
  );
  const isName = typing?.part === 'name';
  const attributes = useAnswer(() => (isName ? attributeNames() : undefined), [isName]);
  if (!typing) return [];
  if (typing.part === 'name') return nameSuggestions(table, typing, attributes.value.value);
  const found = answered.value.value ?? [];
  return property && of ? valueSuggestions(property, typing, found, of, now.peek()) : [];
}
