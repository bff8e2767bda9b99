import type { Filter, Token } from 'patchlens/fleet';
import type { RefObject } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { partsOf, textOf, tokenWords, without } from '../model/filter-text';
import { Icon } from './icon';

interface Props {
  /** The filter in force. */
  filter: Filter;
  /** Takes the focus when there is no condition left. */
  field: RefObject<HTMLElement | null>;
  onChange: (text: string) => void;
  onClear: () => void;
}

/** The conditions of a filter, each with a button that removes it. */
export function FilterChips({ filter, field, onChange, onClear }: Props) {
  const row = useRef<HTMLDivElement>(null);
  const removed = useFocusAfterRemoval(row, field);
  const { tokens, text } = filter;
  if (tokens.length === 0) return null;
  const chips: { part: Token | 'text'; words: string }[] = [
    ...tokens.map((token) => ({ part: token, words: tokenWords(token) })),
    ...(text ? [{ part: 'text' as const, words: `“${text}”` }] : []),
  ];
  const clear = () => {
    removed(0);
    onClear();
  };
  return (
    <div class="filter-chips" ref={row}>
      {chips.length > 1 && <Joining filter={filter} onChange={onChange} />}
      <ul aria-label="Conditions">
        {chips.map(({ part, words }, index) => (
          <li key={index} class="filter-chip">
            <span class="filter-chip-text" title={words}>
              {words}
            </span>
            <button
              type="button"
              aria-label={`Remove filter ${words}`}
              onClick={() => {
                removed(index);
                onChange(textOf(without(filter, part)));
              }}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button button-small" onClick={clear}>
        <Icon name="close" />
        Clear filters
      </button>
    </div>
  );
}

function Joining({ filter, onChange }: Pick<Props, 'filter' | 'onChange'>) {
  const id = useId();
  const join = (operation: string) =>
    onChange(textOf({ ...filter, operation: operation === 'or' ? 'or' : 'and' }));
  const isOr = filter.operation === 'or' && partsOf(filter) > 1;
  return (
    <span class="filter-joining">
      <label for={id}>Match</label>
      <select
        id={id}
        value={isOr ? 'or' : 'and'}
        onChange={(event) => join(event.currentTarget.value)}
      >
        <option value="and">all (and)</option>
        <option value="or">any (or)</option>
      </select>
    </span>
  );
}

/** Focuses the button that takes the place of a removed one, or the field. */
function useFocusAfterRemoval(
  row: RefObject<HTMLElement | null>,
  field: RefObject<HTMLElement | null>,
) {
  const place = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (place.current === undefined) return;
    const buttons = row.current?.querySelectorAll<HTMLElement>('.filter-chip button') ?? [];
    const next = buttons[Math.min(place.current, buttons.length - 1)] ?? field.current;
    place.current = undefined;
    next?.focus();
  });
  return (index: number) => {
    place.current = index;
  };
}
