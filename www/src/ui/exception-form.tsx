import type { Exception } from 'patchlens/fleet';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import {
  draftProblems,
  exceptionOf,
  type DraftField,
  type ExceptionDraft,
} from '../model/own-files/exception-draft';
import { problemWords } from '../model/own-files/file-error';
import { checkByStore } from '../model/own-files/read-file';
import { toldWords } from '../model/told-words';

interface Props {
  draft: ExceptionDraft;
  isNew: boolean;
  /** The ids of the other exceptions. */
  taken: ReadonlySet<string>;
  /** Fields that are left as they are, and not shown. */
  left?: readonly DraftField[];
  /** Rejects with why it was not kept; then the form stays as it is. */
  onKeep: (exception: Exception) => void | Promise<void>;
  onClose: () => void;
}

interface FieldWords {
  label: string;
  hint?: string;
  isDay?: boolean;
}

const FIELDS: Record<DraftField, FieldWords> = {
  id: { label: 'Exception id', hint: 'yours; tables and files name it' },
  cve: { label: 'CVE', hint: 'all patches that name it' },
  kb: { label: 'KB id or package name' },
  title: { label: 'Patch title', hint: 'all of it' },
  where: { label: 'On which nodes', hint: 'a filter; empty for every node' },
  reason: { label: 'Reason' },
  by: { label: 'Decided by', hint: 'may be empty' },
  at: { label: 'Decided on', hint: 'may be empty', isDay: true },
  until: { label: 'Until the end of', hint: 'a day in UTC; empty for no end', isDay: true },
};

const MATCH_FIELDS: readonly DraftField[] = ['cve', 'kb', 'title'];
const REST: readonly DraftField[] = ['where', 'reason', 'by', 'at', 'until'];

/** Adds an exception, or changes one. Nothing counts before it is without problems. */
export function ExceptionForm({ draft: first, isNew, taken, left = [], onKeep, onClose }: Props) {
  const [draft, setDraft] = useState(first);
  const [problems, setProblems] = useState<Partial<Record<DraftField, string>>>({});
  const [refused, setRefused] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.scrollIntoView({ block: 'start' });
    heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [problems]);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    const found = draftProblems(draft, taken);
    setProblems(found);
    setRefused(undefined);
    if (Object.keys(found).length > 0) return;
    const made = exceptionOf(draft);
    setBusy(true);
    try {
      await checkByStore([made]);
      await onKeep(made);
    } catch (error) {
      setRefused(error);
    } finally {
      setBusy(false);
    }
  };
  const field = (name: DraftField) => (
    <DraftInput
      key={name}
      name={name}
      value={draft[name]}
      problem={problems[name]}
      onInput={(text) => setDraft((before) => ({ ...before, [name]: text }))}
    />
  );
  return (
    <form ref={form} class="exception-form" onSubmit={submit} autocomplete="off" noValidate>
      <h3 ref={heading} tabIndex={-1}>
        {isNew ? 'New exception' : `Change the exception ${first.id}`}
      </h3>
      {!left.includes('id') && field('id')}
      <fieldset>
        <legend>Which patches: those that have all that is given here</legend>
        {MATCH_FIELDS.map(field)}
      </fieldset>
      {REST.filter((name) => !left.includes(name)).map(field)}
      {draft.where !== '' && (
        <button
          type="button"
          class="button button-small whole-fleet"
          onClick={() => setDraft((before) => ({ ...before, where: '' }))}
        >
          Cover the whole fleet instead
        </button>
      )}
      {refused !== undefined && <Refused error={refused} />}
      <div class="actions">
        <button type="submit" class="button button-primary" aria-disabled={isBusy}>
          {isNew ? 'Add the exception' : 'Change the exception'}
        </button>
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

/** In words where they are known, such as those of a server. */
function Refused({ error }: { error: unknown }) {
  const words = toldWords(error);
  const said = error instanceof Error ? error.message : String(error);
  if (!words || words.advice === said) return <p role="alert">{said}</p>;
  return (
    <div role="alert">
      <p>
        <strong>{words.title}.</strong> {words.advice}
      </p>
      <p class="error-detail">{said}</p>
    </div>
  );
}

interface InputProps {
  name: DraftField;
  value: string;
  problem: string | undefined;
  onInput: (text: string) => void;
}

function DraftInput({ name, value, problem, onInput }: InputProps) {
  const id = useId();
  const { label, hint, isDay = false } = FIELDS[name];
  // An instant of a file does not fit a field for a day.
  const [isDate] = useState(() => isDay && /^(\d{4}-\d\d-\d\d)?$/.test(value));
  const attributes = {
    id,
    name,
    value,
    'aria-invalid': problem !== undefined,
    'aria-describedby': problem ? `${id}-problem` : undefined,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  };
  return (
    <div class={`field exception-${name}`}>
      <label class="field-label" for={id}>
        {label}
        {hint && <span class="muted"> ({hint})</span>}
      </label>
      {isDate ? <input type="date" {...attributes} /> : <input type="text" {...attributes} />}
      {problem && (
        <p id={`${id}-problem`} class="field-problem">
          {problemWords({ field: label, problem, value })}
        </p>
      )}
    </div>
  );
}
