import { ownRegions, roles } from '../connect-draft';
import { lastEndpoint, lastServer, lastWorker, namedServer, servingWorker } from '../session';
import { Field } from './field';
import { RegionsField } from './regions-field';
import { RoleRows } from './role-rows';

/** For fields that the browser must neither correct nor remember. */
const PLAIN = { autocomplete: 'off', autocapitalize: 'off', spellcheck: false } as const;

interface Props {
  /** What to say about the text that was pasted last. */
  pasted: string | undefined;
  /** The names of the fields with a problem. */
  invalid: readonly string[];
}

export function KeysFields({ pasted, invalid }: Props) {
  return (
    <>
      <Keys />
      <p class="hint">
        Into any field you can paste what <code>aws configure export-credentials</code> prints, a
        profile, or the console’s <code>accessKeys.csv</code>.
      </p>
      {pasted && <p class="hint paste-message">{pasted}</p>}
      <RegionsField
        name="region"
        hint={roles.value.length > 0 ? 'of the account of the keys; none to read only the roles' : undefined}
        isInvalid={invalid.includes('region')}
        text={ownRegions.value}
        onChange={(text) => (ownRegions.value = text)}
      />
      <RoleRows invalid={invalid} />
      <Endpoint />
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

/** After a disconnect the form has the address again, but never the token. */
export function ServerFields() {
  const address = lastServer.value ?? namedServer.value;
  const url = { name: 'url', type: 'url', required: true, defaultValue: address } as const;
  return (
    <>
      <Field label="Address of the server">
        {(id) => <input id={id} {...PLAIN} {...url} placeholder="https://fleet.example.com/" />}
      </Field>
      <Field label="Access token" hint="if the server asks for one">
        {(id) => <input id={id} {...PLAIN} name="token" type="password" />}
      </Field>
    </>
  );
}

/** After a disconnect the form has it again, but never the keys. */
function Endpoint() {
  const endpoint = { name: 'endpoint', placeholder: 'AWS’s own' };
  return (
    <Field label="Endpoint" hint="optional">
      {(id) => (
        <input id={id} {...PLAIN} {...endpoint} type="url" defaultValue={lastEndpoint.value} />
      )}
    </Field>
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
