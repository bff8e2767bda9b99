import type { Progress } from '../load/reader';
import { explain } from '../model/errors';
import { failedScopesWords, progressWords } from '../model/scope-progress';
import { retryScope, type Session } from '../session';
import { Icon } from './icon';

/** What is read of each scope of several, what stopped one of them, and a way to try it again. */
export function ScopeStatus({ session }: { session: Session }) {
  const { phase, load, version } = session.fleet;
  void version.value;
  const isLoading = phase.value === 'loading';
  const known = load.progress;
  const scopes = known.length > 0 ? known : session.scopes.map(notBegun);
  const failed = known.filter((scope) => scope.phase === 'failed');
  if (session.scopes.length < 2) return null;
  if (!isLoading && failed.length === 0) return null;
  return (
    <section class="card scope-status" aria-label="Reading of each scope">
      {failed.length > 0 && (
        <p class="panel-title" role="alert">
          {failedScopesWords(failed.length, session.scopes.length)}
        </p>
      )}
      <ul>
        {scopes.map((scope) => (
          <li key={scope.scopeId}>
            <ScopeLine scope={scope} session={session} isLoading={isLoading} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every scope has its line from the start, so that nothing moves when the first of them is read. */
function notBegun(scopeId: string): Progress {
  return { scopeId, nodesDone: 0 };
}

interface Props {
  scope: Progress;
  session: Session;
  isLoading: boolean;
}

function ScopeLine({ scope, session, isLoading }: Props) {
  const words = (
    <>
      <strong>{scope.scopeId}</strong>: {progressWords(scope, isLoading)}
    </>
  );
  if (scope.phase !== 'failed') return <p class="scope-line">{words}</p>;
  return (
    <div class="scope-failed">
      <Icon name="non-compliant" />
      <div>
        <p class="scope-line">{words}</p>
        <Failure error={scope.error} />
      </div>
      <button
        type="button"
        class="button button-small"
        aria-label={`Try again: ${scope.scopeId}`}
        onClick={() => retryScope(session, scope.scopeId)}
      >
        Try again
      </button>
    </div>
  );
}

function Failure({ error }: { error: unknown }) {
  const { title, advice, detail, requestId, missingAction } = explain(error);
  return (
    <>
      <p>
        <strong>{title}.</strong> {advice}
        {missingAction && (
          <>
            {' '}
            Action: <code>{missingAction}</code>
          </>
        )}
      </p>
      <details>
        <summary>Details</summary>
        <p class="error-detail">{detail}</p>
        {requestId && (
          <p>
            Request id: <code>{requestId}</code>
          </p>
        )}
      </details>
    </>
  );
}
