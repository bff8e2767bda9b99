import { useLayoutEffect } from 'preact/hooks';
import { currentSource, inOwnTask, summary } from '../fleet';
import { overviewQuery } from '../navigation';
import { overviewFacts, type OverviewFacts } from '../overview-facts';
import { session, type Session } from '../session';
import { ErrorPanel } from './error-panel';
import { FleetStatus } from './fleet-status';
import { Headline, NoNodes } from './fleet-view';
import { OverviewAges, ServerAges } from './overview-ages';
import { OverviewAws } from './overview-aws';
import { OverviewEndOfLife } from './overview-end-of-life';
import { OverviewFreshness } from './overview-freshness';
import { OverviewGroups } from './overview-groups';
import { OverviewOpen } from './overview-open';
import { OverviewSince } from './overview-since';
import { OverviewStanding } from './overview-standing';
import { RefreshButton } from './refresh-button';
import { useAnswer } from './use-answer';
import { ViewHeading } from './view-heading';

/** The fleet in numbers, each with what it leaves out. */
export function OverviewView({ session: now }: { session: Session }) {
  useLayoutEffect(() => window.scrollTo(0, 0), []);
  const asked = useAnswer(askFacts, []);
  const failure = asked.error.value ?? summary.error.value;
  const facts = asked.value.value;
  return (
    <>
      <div class="page-head">
        <ViewHeading title="Overview" />
        <Headline session={now} />
        <RefreshButton />
      </div>
      <FleetStatus session={now} />
      {failure !== undefined && <ErrorPanel error={failure} />}
      {facts && facts.summary.nodes > 0 ? (
        <Sections facts={facts} session={now} />
      ) : (
        <NoNodes session={now} />
      )}
    </>
  );
}

/** A reading that was cut off is not complete, whatever the fleet of what came says of itself. */
function askFacts(): Promise<OverviewFacts> | undefined {
  const source = currentSource();
  // Those of a server are not known here.
  const targets = session.value?.kind === 'server' ? {} : overviewQuery.value.targets;
  const isDone = session.value?.fleet.phase.value === 'done';
  const facts = source && inOwnTask(overviewFacts(source, targets));
  return facts?.then((it) => ({ ...it, complete: it.complete && isDone }));
}

function Sections({ facts, session }: { facts: OverviewFacts; session: Session }) {
  return (
    <div class="overview-page">
      <OverviewStanding facts={facts} />
      <OverviewAws facts={facts} session={session} />
      <div class="overview-side">
        <OverviewFreshness facts={facts} session={session} />
        <OverviewEndOfLife nodes={facts.summary.endOfLife} />
      </div>
      {session.kind !== 'server' && <OverviewSince />}
      <OverviewOpen facts={facts} />
      {session.kind === 'server' ? <ServerAges facts={facts} /> : <OverviewAges facts={facts} />}
      <OverviewGroups />
    </div>
  );
}
