import { useEffect } from 'preact/hooks';
import { description } from '../fleet';
import { explain } from '../model/errors';
import { readingWords, readNodes, type Scanning } from '../model/server-reading';
import { formatLocal } from '../model/times';
import {
  followReading,
  isUnseen,
  reading,
  readingError,
  startReading,
} from '../server-reading';
import type { Session } from '../session';
import { Icon } from './icon';

/** Lets the server read its fleet. While it does so, a press does nothing. */
export function ScanButton({ session }: { session: Session }) {
  const isBusy = reading.value !== 'none';
  return (
    <button
      type="button"
      class="button button-small"
      // A button that is disabled would lose the focus.
      aria-disabled={isBusy}
      onClick={() => !isBusy && void startReading(session)}
    >
      <Icon name="refresh" />
      {isBusy ? 'Scanning…' : 'Scan now'}
    </button>
  );
}

/** How far the server's reading is, or why it did not begin. */
export function ServerReading({ session }: { session: Session }) {
  const scanning = description.value.value?.scanning;
  useEffect(() => {
    if (scanning) void followReading(session, scanning);
  }, [session, scanning]);
  const { value: now } = reading;
  if (now === 'asked') return <Progress text="The server is asked to read its fleet." />;
  if (now !== 'none') return <Progress text={wordsOf(now)} {...readNodes(now)} />;
  return (
    <>
      {readingError.value !== undefined && <Failure error={readingError.value} />}
      {isUnseen.value && (
        <p role="status">
          <strong>No new reading was seen.</strong> The server took the request, and does not say that
          it reads: a reading has just ended, or has not begun yet. “Refresh” asks it again.
        </p>
      )}
    </>
  );
}

function wordsOf(scanning: Scanning): string {
  const since = scanning.startedAt ? `, since ${formatLocal(scanning.startedAt)}` : '';
  return `The server reads its fleet${since}: ${readingWords(scanning)}.`;
}

function Progress({ text, done, total }: { text: string; done?: number; total?: number }) {
  const isKnown = done !== undefined && total !== undefined && total > 0;
  return (
    <div class="server-reading">
      <progress
        aria-label="Reading of the server"
        value={isKnown ? done : undefined}
        max={isKnown ? total : undefined}
      />
      <span class="progress-text">{text}</span>
    </div>
  );
}

function Failure({ error }: { error: unknown }) {
  const { title, advice, detail } = explain(error);
  return (
    <div role="alert">
      <p>
        <strong>No reading is followed. {title}.</strong> {advice}
      </p>
      <details>
        <summary>Details</summary>
        <p class="error-detail">{detail}</p>
      </details>
    </div>
  );
}
