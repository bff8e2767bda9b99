import { useEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../announce';
import { ownRegions, roles } from '../connect-draft';
import { planOf, problemsOf, type ConnectInput, type FieldProblem } from '../model/connect-plan';
import { pasteMessage } from '../model/paste-message';
import { pastedKeys } from '../model/pasted-keys';
import { withRegion } from '../model/regions';
import { backToFleet, go, route } from '../navigation';
import { PolicyWatch } from '../policy-watch';
import { connect, connectToServer, connectToWorker, type Way } from '../session';
import { KeysFields, ServerFields, WorkerFields } from './connect-fields';
import { ConnectCalls } from './connect-calls';
import { ErrorPanel } from './error-panel';
import { FieldProblems } from './field-problems';

/** The values stay in the document's fields, so that no state of the page holds a key. */
export function ConnectForm({ way }: { way: Way }) {
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState<AbortController>();
  const [pasted, setPasted] = useState<string>();
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const form = useRef<HTMLFormElement>(null);
  // Leaving the form ends the attempt.
  useEffect(() => () => attempt?.abort(), [attempt]);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (!form.current || attempt) return;
    const found = way === 'keys' ? problemsOf(inputOf(form.current)) : [];
    setProblems(found);
    setError(undefined);
    if (found[0]) return focusField(form.current, found[0].field);
    const abort = new AbortController();
    const policy = new PolicyWatch();
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
      {way === 'keys' ? (
        <>
          <KeysFields pasted={pasted} invalid={problems.map(({ field }) => field)} />
          <ConnectCalls />
        </>
      ) : way === 'worker' ? (
        <WorkerFields />
      ) : (
        <ServerFields />
      )}
      <FieldProblems problems={problems} />
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
    return connect(planOf(inputOf(form)), keys, abort);
  },
  worker(form, abort) {
    const text = textsOf(form);
    return connectToWorker(text('url'), text('token'), abort);
  },
  server(form, abort) {
    const text = textsOf(form);
    return connectToServer(text('url'), text('token'), abort);
  },
};

function inputOf(form: HTMLFormElement): ConnectInput {
  const endpoint = textsOf(form)('endpoint');
  return { regions: ownRegions.value, endpoint, roles: roles.value };
}

function focusField(form: HTMLFormElement, name: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.focus();
}

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
    const { region, ...secrets } = keys;
    if (region) ownRegions.value = withRegion(ownRegions.value, region, true);
    for (const [name, value] of Object.entries({ sessionToken: '', ...secrets })) {
      const field = event.currentTarget.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
  }
  return pasteMessage(text);
}
