import { Field } from './field';
import { Icon } from './icon';

interface Props {
  label: string;
  placeholder: string;
  value: string;
  onChange: (text: string) => void;
}

export function SearchField({ label, placeholder, value, onChange }: Props) {
  return (
    <Field label={label} class="search-field">
      {(id) => (
        <span class="search-box">
          <Icon name="search" />
          <input
            id={id}
            type="search"
            placeholder={placeholder}
            value={value}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
        </span>
      )}
    </Field>
  );
}
