import { Icon } from './icon';

interface Props {
  label: string;
  placeholder: string;
  value: string;
  onChange: (text: string) => void;
}

export function SearchField({ label, placeholder, value, onChange }: Props) {
  return (
    <label class="field search-field">
      <span class="field-label">{label}</span>
      <span class="search-box">
        <Icon name="search" />
        <input
          type="search"
          placeholder={placeholder}
          value={value}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      </span>
    </label>
  );
}
