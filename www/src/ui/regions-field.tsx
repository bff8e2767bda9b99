import { REGIONS, regionsIn, withRegion } from '../model/regions';
import { Field } from './field';

interface Props {
  /** In the form. */
  name: string;
  hint?: string | undefined;
  isInvalid: boolean;
  /** With commas between the Regions. */
  text: string;
  onChange: (text: string) => void;
}

/** One or more Regions: typed, or chosen from a list by name. */
export function RegionsField({ name, hint, isInvalid, text, onChange }: Props) {
  const chosen = regionsIn(text);
  return (
    <div class="regions-field">
      <Field label="Regions" {...(hint !== undefined && { hint })}>
        {(id) => (
          <input
            id={id}
            name={name}
            value={text}
            onInput={(event) => onChange(event.currentTarget.value)}
            placeholder="eu-central-1, us-east-1"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            aria-invalid={isInvalid}
          />
        )}
      </Field>
      <details>
        <summary>Choose by name</summary>
        <ul class="region-list">
          {REGIONS.map(([region, label]) => (
            <li key={region}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(region)}
                  onChange={(event) => onChange(withRegion(text, region, event.currentTarget.checked))}
                />
                <span>
                  {label} <code>{region}</code>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
