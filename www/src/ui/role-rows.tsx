import { useEffect, useRef } from 'preact/hooks';
import { addRole, changeRole, removeRole, roles, type RoleDraft } from '../connect-draft';
import { roleField, type RoleInput } from '../model/connect-plan';
import { Field } from './field';
import { RegionsField } from './regions-field';

interface Props {
  /** The names of the fields with a problem. */
  invalid: readonly string[];
}

/** Accounts that are read by a role in them, which the keys assume. */
export function RoleRows({ invalid }: Props) {
  const add = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const count = useRef(roles.value.length);
  // Who adds a role wants to name it; who removes one has lost the button that had the focus.
  useEffect(() => {
    const change = roles.value.length - count.current;
    count.current = roles.value.length;
    if (change === 1) list.current?.querySelector<HTMLInputElement>('fieldset:last-of-type input')?.focus();
    if (change === -1) add.current?.focus();
  }, [roles.value.length]);
  return (
    <div class="role-rows" ref={list}>
      {roles.value.map((role, index) => (
        <RoleRow key={role.key} role={role} index={index} invalid={invalid} />
      ))}
      <button ref={add} type="button" class="button" onClick={addRole}>
        Add an account by its role
      </button>
    </div>
  );
}

interface RowProps extends Props {
  role: RoleDraft;
  index: number;
}

function RoleRow({ role, index, invalid }: RowProps) {
  const text = (member: 'roleArn' | 'externalId') => ({
    name: roleField(index, member),
    value: role[member],
    autocomplete: 'off',
    autocapitalize: 'off' as const,
    spellcheck: false,
    'aria-invalid': invalid.includes(roleField(index, member)),
    onInput: (event: { currentTarget: HTMLInputElement }) =>
      changeRole(role.key, { [member]: event.currentTarget.value } as Partial<RoleInput>),
  });
  const regions = roleField(index, 'regions');
  return (
    <fieldset class="role-row">
      <legend class="field-label">Role {index + 1}</legend>
      <Field label="Role ARN">
        {(id) => (
          <input id={id} {...text('roleArn')} placeholder="arn:aws:iam::444455556666:role/PatchReader" />
        )}
      </Field>
      <Field label="External id" hint="if the role asks for one">
        {(id) => <input id={id} {...text('externalId')} />}
      </Field>
      <RegionsField
        name={regions}
        isInvalid={invalid.includes(regions)}
        text={role.regions}
        onChange={(value) => changeRole(role.key, { regions: value })}
      />
      <button
        type="button"
        class="button button-small"
        aria-label={`Remove role ${index + 1}`}
        onClick={() => removeRole(role.key)}
      >
        Remove
      </button>
    </fieldset>
  );
}
