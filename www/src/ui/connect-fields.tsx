import { lastConnection, lastWorker, servingWorker } from '../session';
import { Field } from './field';

const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'me-central-1',
  'me-south-1',
  'af-south-1',
  'il-central-1',
  'mx-central-1',
  'us-gov-east-1',
  'us-gov-west-1',
  'cn-north-1',
  'cn-northwest-1',
];

/** For fields that the browser must neither correct nor remember. */
const PLAIN = { autocomplete: 'off', autocapitalize: 'off', spellcheck: false } as const;

/** @param props.pasted what to say about the text that was pasted last */
export function KeysFields({ pasted }: { pasted: string | undefined }) {
  return (
    <>
      <Place />
      <Keys />
      <p class="hint">
        Into any field you can paste what <code>aws configure export-credentials</code> prints, a
        profile, or the console’s <code>accessKeys.csv</code>.
      </p>
      {pasted && <p class="hint paste-message">{pasted}</p>}
    </>
  );
}

/** After a disconnect the form has the address again, but never the token. */
export function WorkerFields() {
  const address = lastWorker.value ?? servingWorker.value;
  const url = { name: 'url', type: 'url', required: true, defaultValue: address } as const;
  return (
    <>
      <Field label="URL of the Worker">
        {(id) => (
          <input id={id} {...PLAIN} {...url} placeholder="https://patchlens.example.workers.dev/" />
        )}
      </Field>
      <Field label="Access token">
        {(id) => <input id={id} {...PLAIN} name="token" type="password" required />}
      </Field>
    </>
  );
}

/** After a disconnect the form has these again, but never the keys. */
function Place() {
  const last = lastConnection.value;
  const region = { name: 'region', list: 'regions', required: true, placeholder: 'eu-central-1' };
  const endpoint = { name: 'endpoint', placeholder: 'AWS’s own' };
  return (
    <div class="field-row">
      <Field label="Region">
        {(id) => <input id={id} {...PLAIN} {...region} defaultValue={last?.region} />}
      </Field>
      <Field label="Endpoint" hint="optional">
        {(id) => (
          <input id={id} {...PLAIN} {...endpoint} type="url" defaultValue={last?.endpoint} />
        )}
      </Field>
      <datalist id="regions">
        {REGIONS.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}

function Keys() {
  return (
    <>
      <Field label="Access key id">
        {(id) => <input id={id} {...PLAIN} name="accessKeyId" required placeholder="ASIA…" />}
      </Field>
      <Field label="Secret access key">
        {(id) => <input id={id} {...PLAIN} name="secretAccessKey" type="password" required />}
      </Field>
      <Field label="Session token" hint="of temporary credentials">
        {(id) => <input id={id} {...PLAIN} name="sessionToken" type="password" />}
      </Field>
    </>
  );
}
