import { useEffect, useLayoutEffect } from 'preact/hooks';
import { announce } from '../announce';
import { groupLabel, groups, platformLabel, platforms, summary } from '../fleet';
import type { Phase } from '../load/task';
import { filesHash } from '../model/route';
import { failedScopesWords } from '../model/scope-progress';
import { plural } from '../model/words';
import { changeFleetQuery, fleetQuery, leftFleet } from '../navigation';
import { attributes } from '../own-files';
import { session, type Session } from '../session';
import { Breakdown } from './breakdown';
import { ErrorPanel } from './error-panel';
import { FleetStatus } from './fleet-status';
import { FleetTable } from './fleet-table';
import { LeftOut } from './left-out';
import { RefreshButton } from './refresh-button';
import { Tiles } from './tiles';
import { ViewHeading } from './view-heading';

export function FleetView({ session }: { session: Session }) {
  useLayoutEffect(() => window.scrollTo(0, leftFleet.scrollY), []);
  const known = summary.value.value;
  const failure = summary.error.value;
  return (
    <>
      <div class="page-head">
        <ViewHeading title="Fleet" takesFocus={leftFleet.position === undefined} />
        <Headline session={session} />
        <RefreshButton />
      </div>
      <FleetStatus session={session} />
      {failure !== undefined && <ErrorPanel error={failure} />}
      {known && known.nodes > 0 ? <Overview /> : <NoNodes session={session} />}
    </>
  );
}

function Overview() {
  const { platform, group } = fleetQuery.value;
  const known = summary.value.value;
  if (!known) return null;
  return (
    <>
      <div class="overview">
        <div>
          <Tiles summary={known} />
          <LeftOut summary={known} />
        </div>
        <Breakdown
          title="By platform"
          answer={platforms.value.value}
          labelOf={platformLabel}
          chosen={platform}
          onChoose={(value) => changeFleetQuery({ platform: value })}
        />
        <div>
          <Breakdown
            title="By patch group"
            answer={groups.value.value}
            labelOf={groupLabel}
            chosen={group}
            onChoose={(value) => changeFleetQuery({ group: value })}
          />
          {!attributes.value && session.value?.kind !== 'server' && (
            <p class="own-hint">
              <a href={filesHash()}>Owners, teams: add a file of your own</a>
            </p>
          )}
        </div>
      </div>
      <FleetTable />
    </>
  );
}

/** The number of nodes, and whether that is all of them. */
export function Headline({ session }: { session: Session }) {
  const { nodes, verdicts } = summary.value.value ?? { nodes: 0, verdicts: undefined };
  const phase = session.fleet.phase.value;
  const text = `${plural(nodes, 'node')}, ${verdicts?.['non-compliant'] ?? 0} non-compliant`;
  useEffect(() => {
    if (phase === 'done') announce(`Fleet loaded: ${text}`);
  }, [phase, text]);
  const failed = failedScopesWords(summary.value.value?.failedScopes ?? 0, session.scopes.length);
  const isPartial = session.scopes.length > 1 && phase !== 'loading';
  const standing = [STANDINGS[phase], isPartial && failed].filter(Boolean).join(', ');
  return (
    <p class="headline muted">
      {nodes > 0 && plural(nodes, 'node')}
      {nodes > 0 && standing && `, ${standing}`}
    </p>
  );
}

const STANDINGS: Record<Phase, string> = {
  waiting: '',
  loading: 'loading…',
  cancelled: 'partial',
  failed: 'partial',
  done: '',
};

/** Says so once it is known that the scope has no nodes. */
export function NoNodes({ session }: { session: Session }) {
  if (session.fleet.phase.value !== 'done' || summary.value.value?.nodes !== 0) return null;
  return (
    <div class="empty">
      <p class="panel-title">There are no managed nodes in {session.region}</p>
      <p>
        Nodes appear here once the SSM agent has registered them. Is it the right region and
        account?
      </p>
    </div>
  );
}
