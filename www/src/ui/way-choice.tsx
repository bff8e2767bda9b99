import { way, type Way } from '../session';

const WAYS: readonly (readonly [Way, label: string, explanation: string])[] = [
  ['keys', 'With keys', 'This browser reads AWS itself'],
  ['worker', 'Through a Worker', 'It reads AWS with its own keys'],
  ['server', 'From a fleet server', 'It has read the fleet already'],
];

/** The ways to connect, as radio buttons, so that arrow keys choose. */
export function WayChoice() {
  return (
    <fieldset class="ways">
      <legend class="field-label">How to connect</legend>
      {WAYS.map(([value, label, explanation]) => (
        <label key={value} class="way">
          <input
            type="radio"
            name="way"
            checked={way.value === value}
            onChange={() => (way.value = value)}
          />
          <span>
            <strong>{label}</strong>
            <span class="muted way-explanation">{explanation}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
