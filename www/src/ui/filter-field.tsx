import type { Filter, Table } from 'patchlens/fleet';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { announce } from '../announce';
import { readFilter } from '../model/filter-text';
import { Field } from './field';
import { FilterChips } from './filter-chips';
import { FilterInput } from './filter-input';
import { useFilterDraft, type FilterChange } from './use-filter-draft';
import { useSlash } from './use-slash';

interface Props {
  table: Table;
  label: string;
  placeholder: string;
  /** The text of the filter in force, such as `verdict=stale kernel`. */
  value: string;
  onChange: (text: string, how: FilterChange) => void;
  /** Default clears the text. */
  onClear?: () => void;
  /** Says why a filter that can be read cannot be in force here. */
  check?: (filter: Filter) => string | undefined;
}

/** The property filter of a table: a text field with suggestions, and the conditions below it. */
export function FilterField({ table, label, placeholder, value, ...props }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const problemId = useId();
  const draft = useFilterDraft({ table, value, ...props });
  const filter = useMemo(() => readFilter(value, table).filter ?? { tokens: [] }, [value, table]);
  const { problem } = draft;
  useEffect(() => {
    if (problem !== undefined) announce(problem);
  }, [problem]);
  useSlash(field);
  return (
    <>
      <Field label={label} class="filter-field">
        {(id) => (
          <FilterInput
            id={id}
            table={table}
            placeholder={placeholder}
            draft={draft}
            problemId={problemId}
            input={field}
          />
        )}
      </Field>
      <div class="filter-below">
        {problem !== undefined && (
          <p class="filter-problem" id={problemId}>
            {problem}. {draft.isDraft ? 'The filter before stays' : 'This filter is not'} in force.
          </p>
        )}
        <FilterChips
          filter={filter}
          field={field}
          onChange={draft.step}
          onClear={props.onClear ?? (() => draft.step(''))}
        />
      </div>
    </>
  );
}
