import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Suggestion, SuggestionGroup } from '../model/filter-suggestions';

interface Props {
  id: string;
  groups: readonly SuggestionGroup[];
  /** The index of the option that Enter takes, counted over all groups. */
  active: number;
  onTake: (option: Suggestion) => void;
}

export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}

/** The list below a filter's field, which keeps the focus. */
export function FilterSuggestions({ id, groups, active, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  let index = -1;
  return (
    <div
      class="suggestions"
      ref={list}
      id={id}
      role="listbox"
      aria-label="Suggestions"
      onMouseDown={(event) => event.preventDefault()}
    >
      {groups.map(({ title, options }) => (
        <div key={title} role="group" aria-label={title}>
          <div class="suggestions-title" aria-hidden="true">
            {title}
          </div>
          {options.map((option) => {
            index += 1;
            return (
              <div
                key={option.insert}
                class="suggestion"
                id={optionId(id, index)}
                role="option"
                aria-selected={index === active}
                onClick={() => onTake(option)}
              >
                <span class="suggestion-text">{option.text}</span>{' '}
                <span class="suggestion-note">{option.note}</span>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
