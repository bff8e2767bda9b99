import { Field } from './field';

interface Props {
  label: string;
  /** The text of "no choice". */
  all: string;
  /** Value and text of each option. */
  options: readonly (readonly [value: string, text: string])[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Means "no choice". The values of options begin with another character. */
const ALL = 'all';
const VALUE = '=';

/** A select of one value or none. The empty text is a value, too. */
export function Choice({ label, all, options, value, onChange }: Props) {
  const change = (chosen: string) =>
    onChange(chosen === ALL ? undefined : chosen.slice(VALUE.length));
  const known = value === undefined || options.some(([one]) => one === value);
  return (
    <Field label={label}>
      {(id) => (
        <select
          id={id}
          value={value === undefined ? ALL : VALUE + value}
          onChange={(event) => change(event.currentTarget.value)}
        >
          <option value={ALL}>{all}</option>
          {!known && <option value={VALUE + value}>{value || '(none)'}</option>}
          {options.map(([one, text]) => (
            <option key={one} value={VALUE + one}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
