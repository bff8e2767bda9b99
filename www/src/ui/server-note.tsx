import { description } from '../fleet';
import { DEFAULT_CONTEXT } from '../model/address-context';
import { explain } from '../model/errors';
import { isSameTargets } from '../model/overview-query';
import { formatLocal } from '../model/times';
import { fleetQuery, overviewQuery } from '../navigation';
import type { Session } from '../session';
import { ScanButton, ServerReading } from './server-reading';

/** Whose numbers a view of a server's fleet shows, and what of this page is not in force there. */
export function ServerNote({ session }: { session: Session }) {
  const described = description.value.value;
  const failure = description.error.value;
  const scannedAt = described?.scannedAt;
  return (
    <aside class="banner server-note" aria-label="Fleet of a server">
      <div>
        <p>
          <strong>
            Fleet of {new URL(session.endpoint ?? '').host}
            {scannedAt && <>, read {formatLocal(scannedAt)}</>}.
          </strong>{' '}
          Verdicts, targets and exceptions are those of the server.
          {hasOwnRules() && ' The limits that this address names are not in force.'}
          {described?.complete === false && (
            <>
              {' '}
              <strong>Partial:</strong> the server{' '}
              {described.scanning ? 'is still reading it.' : 'has not read all of it.'}
            </>
          )}
        </p>
        <ServerReading session={session} />
        <FailedScopes />
        {failure !== undefined && (
          <p role="alert">
            <strong>What the server has read is not known.</strong> {explain(failure).title}.
          </p>
        )}
      </div>
      {described?.can.includes('scan') && <ScanButton session={session} />}
    </aside>
  );
}

function FailedScopes() {
  const failed = (description.value.value?.scopes ?? []).filter(({ error }) => error);
  if (failed.length === 0) return null;
  return (
    <ul>
      {failed.map(({ id, label, error }) => {
        const { title, advice, detail } = explain(error);
        return (
          <li key={id}>
            <strong>{label || id}</strong>: {title}. {advice}
            <details>
              <summary>Details</summary>
              <p class="error-detail">{detail}</p>
            </details>
          </li>
        );
      })}
    </ul>
  );
}

/** Whether a link was made with limits that only a fleet in this page judges by. */
function hasOwnRules(): boolean {
  const { staleDays, targets } = DEFAULT_CONTEXT;
  const isSame = isSameTargets(overviewQuery.value.targets, targets);
  return fleetQuery.value.staleDays !== staleDays || !isSame;
}
