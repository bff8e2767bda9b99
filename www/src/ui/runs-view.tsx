import { useLayoutEffect } from 'preact/hooks';
import { description } from '../fleet';
import { deadLettersOf, runsOf, type RunScope } from '../model/server-runs';
import type { Session } from '../session';
import { DeadLetters } from './dead-letters';
import { ErrorPanel } from './error-panel';
import { RefreshButton } from './refresh-button';
import { RunsTable } from './runs-table';
import { useRequest } from './use-request';
import { ViewHeading } from './view-heading';

/** As many as a server answers without a limit. */
const MOST_LETTERS = 100;

/** The last runs of a server, by scope, and the alerts that it could not deliver. */
export function RunsView({ session }: { session: Session }) {
  useLayoutEffect(() => window.scrollTo(0, 0), []);
  const can = description.value.value?.can ?? [];
  const isKnown = description.value.value !== undefined;
  return (
    <>
      <div class="page-head">
        <ViewHeading title="Runs" />
        <span class="headline" />
        <RefreshButton />
      </div>
      {can.includes('runs') && <Runs session={session} />}
      {can.includes('dead-letters') && <Undelivered session={session} />}
      {isKnown && !can.includes('runs') && (
        <div class="card empty">
          <p class="panel-title">This fleet has no runs</p>
          <p>A server that reads a fleet by the clock, such as the watch, tells its runs here.</p>
        </div>
      )}
    </>
  );
}

function Runs({ session }: { session: Session }) {
  const { answered, error } = useRequest(session, (server) => server.get('runs', runsOf));
  if (error !== undefined) return <ErrorPanel error={error} />;
  if (!answered) return <Opening />;
  return (
    <div class="runs">
      {answered.map((scope) => (
        <ScopeRuns key={scope.id} scope={scope} />
      ))}
    </div>
  );
}

function ScopeRuns({ scope: { id, error, runUnderWay, runs } }: { scope: RunScope }) {
  return (
    <section class="card file-section" aria-label={`Runs of ${id}`}>
      <h2>{id}</h2>
      {error !== undefined && (
        <p class="run-error">
          <strong>Not read now:</strong> {error}
        </p>
      )}
      {runs.length === 0 ? <p class="muted">No run has begun.</p> : <RunsTable id={id} underWay={runUnderWay} runs={runs} />}
    </section>
  );
}

function Undelivered({ session }: { session: Session }) {
  const { answered, error } = useRequest(session, (server) => server.get('dead-letters', deadLettersOf));
  return (
    <section class="card file-section" aria-labelledby="dead-letters-title">
      <h2 id="dead-letters-title">Alerts that no webhook took</h2>
      {error !== undefined && <ErrorPanel error={error} />}
      {error === undefined && !answered && <Opening />}
      {answered?.length === 0 && <p class="muted">None: every alert was delivered, or is still being sent.</p>}
      {answered !== undefined && answered.length > 0 && <DeadLetters list={answered} />}
      {answered?.length === MOST_LETTERS && <p class="muted">These are the latest {MOST_LETTERS}; there may be more.</p>}
    </section>
  );
}

function Opening() {
  return (
    <p class="opening" role="status">
      Opening…
    </p>
  );
}
