import type { FleetSummary, Verdict } from 'patchlens/fleet';
import { causes, VERDICT_LABELS, VERDICTS } from '../model/verdict';
import { valueToken, verdictHash } from '../model/nodes-link';
import { formatNumber, formatShare, plural } from '../model/words';
import { fleetQuery } from '../navigation';
import type { OverviewFacts } from '../overview-facts';
import { session } from '../session';
import { Icon } from './icon';
import { StackedBar } from './stacked-bar';

/** How many of the managed nodes are compliant, and what the others are. */
export function OverviewStanding({ facts }: { facts: OverviewFacts }) {
  const { nodes, verdicts } = facts.summary;
  return (
    <section class="card standing" aria-labelledby="standing-title">
      <h2 id="standing-title">Compliant nodes</h2>
      <p class="standing-number">
        <span class="standing-count" data-count={verdicts.compliant}>
          {formatNumber(verdicts.compliant)}
        </span>{' '}
        of {plural(nodes, 'managed node')} ({formatShare(verdicts.compliant, nodes)})
      </p>
      <StackedBar verdicts={verdicts} nodes={nodes} label="All nodes" />
      <ul class="standing-parts">
        {VERDICTS.map((verdict) => (
          <li key={verdict}>
            <Part verdict={verdict} facts={facts} />
          </li>
        ))}
      </ul>
      <Causes unreported={facts.summary.unreported} />
      <p class="muted note">{denominatorOf(facts)}</p>
    </section>
  );
}

/** Why nodes are unreported, each cause with its nodes. */
function Causes({ unreported }: Pick<FleetSummary, 'unreported'>) {
  const some = Object.entries(unreported).filter(([, nodes]) => nodes > 0);
  if (some.length === 0) return null;
  return (
    <ul class="causes">
      <li>Unreported by cause:</li>
      {some.map(([code, nodes]) => (
        <li key={code}>
          <a href={causeHash(code)}>{causes({ [code]: nodes })}</a>
        </li>
      ))}
    </ul>
  );
}

function causeHash(code: string): string {
  return verdictHash('unreported', fleetQuery.value.staleDays, [valueToken('reasonCode', code)]);
}

function Part({ verdict, facts }: { verdict: Verdict; facts: OverviewFacts }) {
  const count = facts.summary.verdicts[verdict];
  const { staleDays } = fleetQuery.value;
  return (
    <a class={`tile tone-${verdict}`} href={verdictHash(verdict, staleDays)}>
      <span class="tile-label">
        <Icon name={verdict} />
        {VERDICT_LABELS[verdict]}
      </span>
      <span class="tile-count" data-count={count}>
        {formatNumber(count)}
      </span>
      <span class="tile-note">{MEANINGS[verdict](facts, limitWords(staleDays))}</span>
    </a>
  );
}

/** The page does not know the limit of a server. */
function limitWords(staleDays: number): string {
  return session.value?.kind === 'server' ? 'the server allows' : plural(staleDays, 'day');
}

const MEANINGS: Record<Verdict, (facts: OverviewFacts, limit: string) => string> = {
  'non-compliant': ({ staleNonCompliant }) =>
    staleNonCompliant > 0
      ? `${formatNumber(staleNonCompliant)} of them by a stale scan`
      : 'something is open or past its end of life',
  unreported: ({ summary }) => causes(summary.unreported).join(', ') || 'no usable report',
  stale: (_, limit) => `nothing open at a scan older than ${limit}`,
  excepted: () => 'all that is open is covered by exceptions',
  stopped: ({ notRunning, withInstanceState, summary }) => {
    if (withInstanceState === 0) return 'not reported whether nodes run';
    const others = notRunning - summary.verdicts.stopped;
    return others > 0
      ? `nothing open; ${formatNumber(others)} more do not run but have another verdict`
      : 'nothing open, and not running';
  },
  compliant: ({ compliantWithUpdates }) =>
    compliantWithUpdates > 0
      ? `${formatNumber(compliantWithUpdates)} of them with security updates not approved`
      : 'nothing open at the last scan',
};

/** What "managed nodes" has in it. */
function denominatorOf({ summary, withInstanceState, complete }: OverviewFacts): string {
  const parts = [
    'Every managed node has one verdict: the first that holds, in this order.',
    'Compliant means that no patch that its baseline approves is open.',
    withInstanceState === 0 &&
      'The list of nodes does not say which are stopped, and may leave those out.',
    summary.failedScopes > 0 && 'The nodes of scopes that failed may be missing from all numbers.',
    !complete && 'Not everything is read yet.',
  ];
  return parts.filter(Boolean).join(' ');
}
