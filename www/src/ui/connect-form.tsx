import { useEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../announce';
import { pasteMessage } from '../model/paste-message';
import { pastedKeys } from '../model/pasted-keys';
import { backToFleet, go, route } from '../navigation';
import { PolicyWatch } from '../policy-watch';
import { connect, connectToWorker, type Way } from '../session';
import { KeysFields, WorkerFields } from './connect-fields';
import { ErrorPanel } from './error-panel';

/** The values stay in the document's fields, so that no state of the page holds a key. */
export function ConnectForm({ way }: { way: Way }) {
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState<AbortController>();
  const [pasted, setPasted] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  // Leaving the form ends the attempt.
  useEffect(() => () => attempt?.abort(), [attempt]);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (!form.current || attempt) return;
    const abort = new AbortController();
    const policy = new PolicyWatch();
    setError(undefined);
    setAttempt(abort);
    try {
      await CONNECT[way](form.current, abort.signal);
      announce('Connected');
      // If the address names a node, the page shows that node now.
      if (route.value.page === 'connect') go(backToFleet());
    } catch (failure) {
      const reason = await policy.reasonFor(failure);
      if (!abort.signal.aborted) setError(reason);
    } finally {
      policy.end();
      setAttempt(undefined);
    }
  };

  const paste = (event: ClipboardEvent) => {
    const message = fillFromPaste(event);
    setPasted(message);
    if (message) announce(message);
  };

  return (
    <form
      ref={form}
      class="connect-form"
      onSubmit={submit}
      onPaste={way === 'keys' ? paste : undefined}
      autocomplete="off"
    >
      {way === 'keys' ? <KeysFields pasted={pasted} /> : <WorkerFields />}
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
    return connectToWorker(text('url'), text('token'), abort);
  },
};

function textsOf(form: HTMLFormElement): (name: string) => string {
  const fields = new FormData(form);
  return (name) => String(fields.get(name) ?? '').trim();
}

/** Puts pasted credentials into their fields. Returns what to say about it. */
function fillFromPaste(event: ClipboardEvent): string | undefined {
  const text = event.clipboardData?.getData('text') ?? '';
  const keys = pastedKeys(text);
  if (keys && event.currentTarget instanceof HTMLFormElement) {
    event.preventDefault();
    // A token of other keys would make these useless.
    for (const [name, value] of Object.entries({ sessionToken: '', ...keys })) {
      const field = event.currentTarget.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
  }
  return pasteMessage(text);
}
