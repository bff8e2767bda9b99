import type { FleetScope } from 'patchlens/fleet';
import { explain } from '../model/errors';
import { formatLocal } from '../model/times';
import { formatNumber, plural } from '../model/words';
import type { OverviewFacts, Span } from '../overview-facts';
import { times } from '../preferences';
import type { Session } from '../session';
import { TimeAgo } from './time-ago';

interface Props {
  facts: OverviewFacts;
  session: Session;
}

/** How old the numbers are, and what was not read. */
export function OverviewFreshness({ facts, session }: Props) {
  const { read, scanned, scopes } = facts;
  return (
    <section class="card freshness" aria-labelledby="freshness-title">
      <h2 id="freshness-title">How old the data is</h2>
      <dl class="facts">
        <Times term="Read" span={read} />
        <Times term="Nodes scanned" span={scanned} />
      </dl>
      <ul class="reasons">
        {notRead(facts, session).map((part) => (
          <li key={part}>{part}</li>
        ))}
        {scopes.map((scope) => (
          <FailedScope key={scope.id} scope={scope} />
        ))}
      </ul>
    </section>
  );
}

function Times({ term, span: { oldest, newest } }: { term: string; span: Span }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {oldest && newest ? (
          <>
            <span class="moment">
              oldest <Exact time={oldest} />,
            </span>{' '}
            <span class="moment">
              newest <Exact time={newest} />
            </span>
          </>
        ) : (
          <span class="muted">– (not reported)</span>
        )}
      </dd>
    </div>
  );
}

function Exact({ time }: { time: Date }) {
  return (
    <>
      <TimeAgo time={time} />{' '}
      {times.value === 'relative' && <span class="muted">({formatLocal(time)})</span>}
    </>
  );
}

function FailedScope({ scope: { id, label, error, readAt } }: { scope: FleetScope }) {
  if (!error) return null;
  const { title } = explain(error);
  return (
    <li class="failed-scope">
      <strong>{label || id}</strong> failed: {title}.{' '}
      {readAt ? (
        <>
          What is shown of it was read <TimeAgo time={readAt} />.
        </>
      ) : (
        'Nothing of it is shown.'
      )}
    </li>
  );
}

function notRead({ summary, complete, findings }: OverviewFacts, session: Session): string[] {
  const { failedNodes } = summary;
  const { unreadNodes } = findings;
  const counting = plural(findings.countingOpen, 'node');
  const loading = session.fleet.phase.value === 'loading';
  return [
    loading
      ? 'The fleet is being read; all numbers are of what is read so far.'
      : !complete && 'The reading is not complete; all numbers are of what was read.',
    failedNodes > 0 && `${plural(failedNodes, 'node')} could not be read.`,
    unreadNodes > 0 &&
      `${formatNumber(unreadNodes)} of ${counting} with open patches: the patches are not read, only counted.`,
    complete && !loading && failedNodes === 0 && unreadNodes === 0 && 'Nothing was left unread.',
  ].filter((part) => part !== false);
}
