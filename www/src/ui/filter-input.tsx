import type { Table } from 'patchlens/fleet';
import type { RefObject } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Suggestion } from '../model/filter-suggestions';
import { replaced, typingAt } from '../model/filter-text';
import { FilterSuggestions, optionId } from './filter-suggestions';
import { Icon } from './icon';
import type { FilterDraft } from './use-filter-draft';
import { useSuggestions } from './use-suggestions';

interface Props {
  id: string;
  table: Table;
  placeholder: string;
  draft: FilterDraft;
  /** The id of the element that says what is wrong with the text. */
  problemId: string;
  input: RefObject<HTMLInputElement | null>;
}

/**
 * A combobox with a list, after the ARIA pattern: the focus stays in the field, arrows move in the
 * list, Enter takes, Escape closes. Nothing is taken that was not chosen.
 */
export function FilterInput({ id, table, placeholder, draft, problemId, input }: Props) {
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState<Chosen>();
  const typing = isOpen ? typingAt(draft.text, caret) : undefined;
  const groups = useSuggestions(table, typing);
  const options = groups.flatMap((group) => group.options);
  const active = placeOf(chosen, options);
  const isShown = isOpen && options.length > 0;
  const placeCaret = useCaret(input);

  const open = (at: number, first?: Chosen) => {
    setCaret(at);
    setChosen(first);
    setOpen(true);
  };
  const close = () => setOpen(false);
  const take = (option: Suggestion) => {
    if (!typing) return;
    const start = option.start ?? typing.start;
    const next = replaced(draft.text, { start, end: typing.end }, option.insert);
    placeCaret(next);
    if (option.isPartial) {
      open(next.caret);
      draft.hold(next.text, next.caret);
    } else {
      close();
      draft.type(next.text, next.caret);
    }
  };
  const move = (to: number, first: Chosen) => {
    const next = isShown ? options.at(to % options.length) : undefined;
    if (next) setChosen({ insert: next.insert });
    else open(caretOf(input), first);
  };
  const leave = () => {
    close();
    draft.settle();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown' && event.altKey) open(caretOf(input));
    else if (key === 'ArrowDown') move(active + 1, 'first');
    else if (key === 'ArrowUp') move(active < 0 ? -1 : active - 1, 'last');
    else if (key === 'Escape') close();
    else if (key === 'Enter' && isShown && options[active]) take(options[active]);
    else if (key === 'Enter') leave();
    else return;
    event.preventDefault();
  };
  return (
    <span class="search-box">
      <Icon name="search" />
      <input
        ref={input}
        id={id}
        type="text"
        role="combobox"
        placeholder={placeholder}
        value={draft.text}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={isShown ? listId : undefined}
        aria-activedescendant={isShown && active >= 0 ? optionId(listId, active) : undefined}
        aria-invalid={draft.problem !== undefined}
        aria-describedby={draft.problem === undefined ? undefined : problemId}
        aria-keyshortcuts="/"
        onInput={({ currentTarget: { value } }) => {
          const at = caretOf(input);
          if (isWorthwhile(value, at)) open(at);
          else close();
          draft.type(value, at);
        }}
        onClick={() => open(caretOf(input))}
        onKeyUp={({ key }) => isShown && CARET_KEYS.has(key) && open(caretOf(input))}
        onKeyDown={onKeyDown}
        onBlur={leave}
      />
      {isShown && (
        <FilterSuggestions id={listId} groups={groups} active={active} onTake={take} />
      )}
    </span>
  );
}

/** The option that Enter takes; undefined for none. */
type Chosen = 'first' | 'last' | { insert: string } | undefined;

function placeOf(chosen: Chosen, options: readonly Suggestion[]): number {
  if (chosen === undefined) return -1;
  if (chosen === 'first') return Math.min(0, options.length - 1);
  if (chosen === 'last') return options.length - 1;
  return options.findIndex(({ insert }) => insert === chosen.insert);
}

const CARET_KEYS = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End']);

/** Between conditions a list opens only when it is asked for. */
function isWorthwhile(text: string, caret: number): boolean {
  const typing = typingAt(text, caret);
  return typing?.part === 'value' || Boolean(typing?.typed);
}

function caretOf(input: RefObject<HTMLInputElement | null>): number {
  return input.current?.selectionStart ?? 0;
}

interface Place {
  text: string;
  caret: number;
}

/** Places the caret once the field shows a text that was not typed. */
function useCaret(input: RefObject<HTMLInputElement | null>) {
  const wanted = useRef<Place | undefined>(undefined);
  useLayoutEffect(() => {
    const { current } = wanted;
    if (!current || input.current?.value !== current.text) return;
    wanted.current = undefined;
    input.current.setSelectionRange(current.caret, current.caret);
  });
  return (place: Place) => {
    wanted.current = place;
  };
}
