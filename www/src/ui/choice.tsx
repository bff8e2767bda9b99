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

/** Stands for "no choice": unlike an option's value it never begins with this letter. */
const ALL = 'all';
const VALUE = '=';

/** A select of one value, or none; the empty text is a value like any other. */
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
