import type { Filter, Table } from 'patchlens/fleet';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { finishedPart, isUnfinished, readFilter } from '../model/filter-text';

/** How a filter was changed: letter by letter, or by one step that the way back undoes. */
export type FilterChange = 'typed' | 'step';

interface Options {
  table: Table;
  /** The text of the filter in force. */
  value: string;
  /** Why a filter that can be read cannot be in force here. */
  check?: ((filter: Filter) => string | undefined) | undefined;
  onChange: (text: string, how: FilterChange) => void;
}

/** A text that is not in force. */
interface Draft {
  text: string;
  /** The text in force instead; with another one in force the draft is gone. */
  instead: string;
  isUnfinished?: true;
}

export interface FilterDraft {
  /** What the field shows. */
  text: string;
  /** Why this text is not in force. An unfinished one has no problem yet. */
  problem: string | undefined;
  /** Whether {@link problem} is about a text that another one is in force for. */
  isDraft: boolean;
  type(text: string, caret: number): void;
  /** Shows a text whose condition at the caret lacks its end. The others are in force. */
  hold(text: string, caret: number): void;
  /** Takes the text as it is, though it may lack its end. */
  settle(): void;
  step(text: string): void;
}

/** The text of a filter's field: in force as soon as it is a filter, and a draft until then. */
export function useFilterDraft({ table, value, check, onChange }: Options): FilterDraft {
  const [stored, setDraft] = useState<Draft>();
  const draft = stored?.instead === value ? stored : undefined;
  useLayoutEffect(() => setDraft((it) => (it?.instead === value ? it : undefined)), [value]);
  const problemOf = (text: string) => {
    const { filter, problem } = readFilter(text, table);
    return filter ? check?.(filter) : problem;
  };
  const take = (text: string, how: FilterChange) => {
    if (problemOf(text) !== undefined) return setDraft({ text, instead: value });
    // An address keeps no space at the end, which the field needs for the next word.
    const instead = text.trim();
    setDraft(text === instead ? undefined : { text, instead });
    if (instead !== value) onChange(instead, how);
  };
  const hold = (text: string, caret: number) => {
    const finished = finishedPart(text, caret);
    const instead = problemOf(finished) === undefined ? finished : value;
    setDraft({ text, instead, isUnfinished: true });
    if (instead !== value) onChange(instead, 'typed');
  };
  const text = draft?.text ?? value;
  const problem = draft?.isUnfinished ? undefined : problemOf(text);
  // What stood against a draft may be gone, such as a choice.
  const isReady = draft !== undefined && !draft.isUnfinished && problem === undefined;
  useEffect(() => {
    if (isReady) take(text, 'typed');
  }, [isReady]);
  return {
    text,
    problem,
    isDraft: draft !== undefined,
    type: (next, caret) => (isUnfinished(next, caret) ? hold(next, caret) : take(next, 'typed')),
    hold,
    settle: () => draft && take(draft.text, 'typed'),
    step: (next) => take(next, 'step'),
  };
}
