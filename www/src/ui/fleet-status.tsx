import { summary } from '../fleet';
import type { Progress } from '../load/reader';
import { durationWords } from '../model/scope-progress';
import { formatNumber, plural } from '../model/words';
import type { Session } from '../session';
import { LoadStatus } from './load-status';
import { ScopeStatus } from './scope-status';

/**
 * How far the reading of the fleet is, or why it stopped and how to go on. While it is read, a large window
 * shows this at its lower edge, so that nothing moves when the reading ends.
 */
export function FleetStatus({ session }: { session: Session }) {
  const { fleet } = session;
  void fleet.version.value;
  const { progress } = fleet.load;
  const done = progress.reduce((sum, scope) => sum + scope.nodesDone, 0);
  const total = totalOf(progress);
  const isReading = fleet.phase.value === 'loading';
  // What failed is then said of each scope.
  const isSaid = session.scopes.length > 1 && progress.some(({ phase }) => phase === 'failed');
  return (
    <>
      <div class={isReading ? 'reading' : undefined}>
        {!(isSaid && fleet.phase.value === 'failed') && (
          <LoadStatus
            phase={fleet.phase.value}
            error={fleet.error.value}
            label="Loading the fleet"
            text={textOf(progress, done, total)}
            pace={isReading ? paceOf(progress) : undefined}
            value={done}
            max={total}
            onCancel={() => fleet.cancel()}
            onContinue={() => fleet.start()}
          />
        )}
        <ScopeStatus session={session} />
      </div>
      <UnknownAccount session={session} />
    </>
  );
}

/** The id of a scope is then its Region alone, which two accounts can have. */
function UnknownAccount({ session: { accountIsUnknown } }: { session: Session }) {
  if (!accountIsUnknown) return null;
  return (
    <p class="muted unknown-account">
      The account of these keys could not be learned from STS, so the nodes have no account, and a
      link from here names the Region alone.
    </p>
  );
}

/** `undefined` while nodes are still listed somewhere. */
function totalOf(progress: readonly Progress[]): number | undefined {
  if (progress.length === 0) return undefined;
  return progress.reduce<number | undefined>(
    (sum, { nodesTotal }) =>
      sum === undefined || nodesTotal === undefined ? undefined : sum + nodesTotal,
    0,
  );
}

function textOf(progress: readonly Progress[], done: number, total: number | undefined): string {
  const known = summary.value.value?.nodes ?? 0;
  if (known === 0 && progress.every(({ nodesDone }) => nodesDone === 0)) return 'Listing the nodes…';
  const { failedNodes = 0 } = summary.value.value ?? {};
  const read = `${formatNumber(done)} of ${plural(total ?? Math.max(known, done), 'node')} read`;
  const more = total === undefined ? ', more to list' : '';
  return `${read}${more}${failedNodes > 0 ? `, ${formatNumber(failedNodes)} not readable` : ''}`;
}

function paceOf(progress: readonly Progress[]): string {
  const sum = (member: 'requestsPerSecond' | 'throttled' | 'nodesKept') =>
    progress.reduce((total, scope) => total + (scope[member] ?? 0), 0);
  const secondsLeft = Math.max(...progress.map((scope) => scope.secondsLeft ?? 0));
  const [rate, throttled, kept] = [sum('requestsPerSecond'), sum('throttled'), sum('nodesKept')];
  return [
    rate > 0 && `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} requests/s`,
    throttled > 0 && `${formatNumber(throttled)} throttled`,
    kept > 0 && `${formatNumber(kept)} unchanged`,
    secondsLeft >= 1 && `about ${durationWords(secondsLeft)} left`,
  ]
    .filter(Boolean)
    .join(', ');
}
