import { useEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../announce';
import { pastedKeys } from '../model/pasted-keys';
import { backToFleet, go, route } from '../navigation';
import { connect, connectToRelay, type Way } from '../session';
import { KeysFields, WorkerFields } from './connect-fields';
import { ErrorPanel } from './error-panel';

/** Fields are left to the document, so that no state of the page holds a key. */
export function ConnectForm({ way }: { way: Way }) {
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState<AbortController>();
  const form = useRef<HTMLFormElement>(null);
  // Whoever leaves the form does not want to be connected any more.
  useEffect(() => () => attempt?.abort(), [attempt]);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (!form.current || attempt) return;
    const abort = new AbortController();
    setError(undefined);
    setAttempt(abort);
    try {
      await CONNECT[way](form.current, abort.signal);
      announce('Connected');
      // An address that asked for something else is served now that it can be.
      if (route.value.page === 'connect') go(backToFleet());
    } catch (failure) {
      if (!abort.signal.aborted) setError(failure);
    } finally {
      setAttempt(undefined);
    }
  };

  return (
    <form
      ref={form}
      class="connect-form"
      onSubmit={submit}
      onPaste={way === 'keys' ? fillFromPaste : undefined}
      autocomplete="off"
    >
      {way === 'keys' ? <KeysFields /> : <WorkerFields />}
      {error !== undefined && <ErrorPanel error={error} offerConnect={false} />}
      <div class="actions">
        <button class="button button-primary" type="submit" disabled={Boolean(attempt)}>
          {attempt ? 'Connecting…' : 'Connect'}
        </button>
        {attempt && (
          <button class="button" type="button" onClick={() => attempt.abort()}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}

const CONNECT: Record<Way, (form: HTMLFormElement, abort: AbortSignal) => Promise<void>> = {
  keys(form, abort) {
    const text = textsOf(form);
    const keys = {
      accessKeyId: text('accessKeyId'),
      secretAccessKey: text('secretAccessKey'),
      sessionToken: text('sessionToken') || undefined,
    };
    return connect({ region: text('region'), endpoint: text('endpoint') || undefined }, keys, abort);
  },
  worker(form, abort) {
    const text = textsOf(form);
    return connectToRelay(text('url'), text('token'), abort);
  },
};

function textsOf(form: HTMLFormElement): (name: string) => string {
  const fields = new FormData(form);
  return (name) => String(fields.get(name) ?? '').trim();
}

/** Puts pasted credentials into the fields they belong to. */
function fillFromPaste(event: ClipboardEvent): void {
  const keys = pastedKeys(event.clipboardData?.getData('text') ?? '');
  if (!keys || !(event.currentTarget instanceof HTMLFormElement)) return;
  event.preventDefault();
  for (const [name, value] of Object.entries(keys)) {
    const field = event.currentTarget.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
}
