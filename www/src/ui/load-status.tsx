import type { Phase } from '../load/task';
import { ErrorPanel } from './error-panel';

interface Props {
  phase: Phase;
  error: unknown;
  /** The name of the progress bar. */
  label: string;
  /** The progress in words. */
  text: string;
  /** How fast it goes, in words. */
  pace?: string | undefined;
  value: number;
  /** `undefined` while it is unknown. */
  max: number | undefined;
  onCancel: () => void;
  onContinue: () => void;
}

/** The progress of a load with a button to stop it, or why it stopped and how to go on. */
export function LoadStatus(props: Props) {
  if (props.phase === 'loading') return <Progress {...props} />;
  if (props.phase === 'cancelled') return <Cancelled {...props} />;
  if (props.phase !== 'failed') return null;
  const partial = props.value > 0;
  return (
    <ErrorPanel
      error={props.error}
      note={partial ? `What is shown is partial: ${props.text}.` : undefined}
      retryLabel={partial ? 'Continue loading' : 'Try again'}
      onRetry={props.onContinue}
    />
  );
}

function Progress({ label, text, pace, value, max, onCancel }: Props) {
  return (
    <div class="panel panel-progress">
      <progress aria-label={label} value={max === undefined ? undefined : value} max={max} />
      <span class="progress-text">
        {text}
        {pace && <span class="muted progress-pace"> {pace}</span>}
      </span>
      <button class="button button-small" type="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}

function Cancelled({ text, onContinue }: Props) {
  return (
    <div class="panel panel-notice">
      <p class="panel-body">
        <strong>Partial.</strong> You stopped loading: {text}.
      </p>
      <button class="button button-small" type="button" onClick={onContinue}>
        Continue loading
      </button>
    </div>
  );
}
