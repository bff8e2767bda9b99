import { explain } from '../model/errors';
import { CONNECT_HASH } from '../model/route';
import { go } from '../navigation';
import { Icon } from './icon';

interface Props {
  error: unknown;
  /** What holds in spite of the error, such as how much was loaded before it. */
  note?: string | undefined;
  retryLabel?: string;
  onRetry?: () => void;
  /** `false` in the form, where the credentials are entered anyway. */
  offerConnect?: boolean;
}

/** What happened, what to do about it, and details for a support case. */
export function ErrorPanel({ error, note, retryLabel, onRetry, offerConnect = true }: Props) {
  const { title, advice, detail, requestId, missingAction, remedy, expected } = explain(error);
  return (
    <div
      class={`panel ${expected ? 'panel-plain' : 'panel-error'}`}
      role={expected ? 'status' : 'alert'}
    >
      <Icon name={expected ? 'unreported' : 'non-compliant'} />
      <div class="panel-body">
        <p class="panel-title">{title}</p>
        <p>{advice}</p>
        {missingAction && (
          <p>
            Action: <code>{missingAction}</code>
          </p>
        )}
        {note && <p>{note}</p>}
        <details>
          <summary>Details</summary>
          <p class="error-detail">{detail}</p>
        </details>
        {requestId && (
          <p class="muted">
            Request id: <code>{requestId}</code>
          </p>
        )}
        <div class="actions">
          {onRetry && (
            <button class="button" type="button" onClick={onRetry}>
              {retryLabel ?? 'Try again'}
            </button>
          )}
          {offerConnect && remedy === 'credentials' && (
            <button class="button" type="button" onClick={() => go(CONNECT_HASH)}>
              Change the connection
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
