import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { announce } from '../announce';
import { pastedKeys } from '../model/pasted-keys';
import { backToFleet, go } from '../navigation';
import { connect, lastConnection } from '../session';
import { ErrorPanel } from './error-panel';

const REGIONS = [
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1',
  'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-west-1', 'eu-west-2', 'eu-west-3',
  'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1',
  'ap-southeast-2', 'me-central-1', 'me-south-1', 'af-south-1', 'il-central-1', 'mx-central-1',
  'us-gov-east-1', 'us-gov-west-1', 'cn-north-1', 'cn-northwest-1',
];

/** Fields are left to the document, so that no state of the page holds a key. */
export function ConnectForm() {
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState<AbortController>();
  const form = useRef<HTMLFormElement>(null);
  const last = lastConnection.value;

  const submit = async (event: Event) => {
    event.preventDefault();
    if (!form.current || attempt) return;
    const abort = new AbortController();
    setError(undefined);
    setAttempt(abort);
    try {
      await connectWith(form.current, abort.signal);
      announce('Connected');
      go(backToFleet());
    } catch (failure) {
      if (!abort.signal.aborted) setError(failure);
    } finally {
      setAttempt(undefined);
    }
  };

  return (
    <form ref={form} class="connect-form" onSubmit={submit} onPaste={fillFromPaste} autocomplete="off">
      <div class="field-row">
        <Field label="Region">
          <input {...PLAIN} name="region" list="regions" required placeholder="eu-central-1" defaultValue={last?.region} />
        </Field>
        <Field label="Endpoint" hint="optional">
          <input {...PLAIN} name="endpoint" type="url" placeholder="AWS’s own" defaultValue={last?.endpoint} />
        </Field>
      </div>
      <datalist id="regions">
        {REGIONS.map((region) => (
          <option key={region} value={region} />
        ))}
      </datalist>
      <Field label="Access key id">
        <input {...PLAIN} name="accessKeyId" required placeholder="ASIA…" />
      </Field>
      <Field label="Secret access key">
        <input {...PLAIN} name="secretAccessKey" type="password" required />
      </Field>
      <Field label="Session token" hint="of temporary credentials">
        <input {...PLAIN} name="sessionToken" type="password" />
      </Field>
      <p class="hint">
        You can paste what <code>aws configure export-credentials</code> prints into any field.
      </p>
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

/** Nothing that is typed here is a word, or any business of the browser's memory. */
const PLAIN = { autocomplete: 'off', autocapitalize: 'off', spellcheck: false } as const;

interface FieldProps {
  label: string;
  hint?: string;
  children: ComponentChildren;
}

function Field({ label, hint, children }: FieldProps) {
  return (
    <label class="field">
      <span class="field-label">
        {label}
        {hint && <span class="muted"> ({hint})</span>}
      </span>
      {children}
    </label>
  );
}

async function connectWith(form: HTMLFormElement, abort: AbortSignal): Promise<void> {
  const fields = new FormData(form);
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  await connect(
    { region: text('region'), endpoint: text('endpoint') || undefined },
    {
      accessKeyId: text('accessKeyId'),
      secretAccessKey: text('secretAccessKey'),
      sessionToken: text('sessionToken') || undefined,
    },
    abort,
  );
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
