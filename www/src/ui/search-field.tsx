import { Field } from './field';
import { Icon } from './icon';

interface Props {
  label: string;
  placeholder: string;
  value: string;
  /** Why the text has no effect. */
  error?: string | undefined;
  onChange: (text: string) => void;
}

export function SearchField({ label, placeholder, value, error, onChange }: Props) {
  return (
    <Field label={label} class="search-field">
      {(id) => (
        <>
          <span class="search-box">
            <Icon name="search" />
            <input
              id={id}
              type="search"
              placeholder={placeholder}
              value={value}
              autocomplete="off"
              spellcheck={false}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${id}-error` : undefined}
              onInput={(event) => onChange(event.currentTarget.value)}
            />
          </span>
          {error && (
            <p id={`${id}-error`} class="field-error" role="alert">
              {error}
            </p>
          )}
        </>
      )}
    </Field>
  );
}
