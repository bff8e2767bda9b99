import { useLayoutEffect } from 'preact/hooks';
import { description } from '../fleet';
import { known, present } from '../history';
import { isOf, type History, type Snapshot } from '../model/history';
import type { Session } from '../session';
import { FleetStatus } from './fleet-status';
import { Headline } from './fleet-view';
import { KeepQuestion } from './keep-question';
import { KeptSnapshots } from './kept-snapshots';
import { RefreshButton } from './refresh-button';
import { DaysOfServer } from './server-trend';
import { SaveSnapshot } from './save-snapshot';
import { TrendBody } from './trend-body';
import { TrendEmpty } from './trend-empty';
import { TrendSource } from './trend-source';
import { useCan } from './use-can';
import { ViewHeading } from './view-heading';

interface Props {
  session: Session;
  /** The query of the address. */
  query: string;
}

/** The fleet over time, by the days of its server or by snapshots. */
export function TrendView({ session, query }: Props) {
  useLayoutEffect(() => window.scrollTo(0, 0), []);
  const can = useCan(session);
  const Body = can?.includes('history') ? DaysOfServer : Snapshots;
  // A server says first whether it has days.
  const isAsked = session.kind === 'server' && !can && description.error.value === undefined;
  return (
    <>
      <div class="page-head">
        <ViewHeading title="Trend" />
        <Headline session={session} />
        {session.kind !== 'server' && <SaveSnapshot session={session} />}
        <RefreshButton />
      </div>
      <FleetStatus session={session} />
      <div class="trend-page">
        {isAsked ? <Opening text="Opening…" /> : <Body session={session} query={query} />}
      </div>
    </>
  );
}

/** The snapshots of the folder beside the page, of this browser and of files. */
function Snapshots({ session, query }: Props) {
  const all = known.value;
  const shown = present.value;
  const own = shown && all?.find((history) => isOf(history, shown));
  const chosen = all?.find(({ key }) => key === chosenKey(query)) ?? own;
  return (
    <>
      <p class="muted note">
        The trend is of the whole fleet that the snapshots hold. Filters of other views do not apply
        here.
      </p>
      <KeepQuestion session={session} />
      {all === undefined ? (
        <Opening text="Looking for snapshots…" />
      ) : (
        <>
          <TrendSource histories={all} chosen={chosen} own={own} />
          {chosen ? (
            <TrendBody key={chosen.key} snapshots={withPresent(chosen, chosen === own, session)} />
          ) : (
            <TrendEmpty session={session} />
          )}
        </>
      )}
      <KeptSnapshots session={session} />
    </>
  );
}

function Opening({ text }: { text: string }) {
  return (
    <p class="opening" role="status">
      {text}
    </p>
  );
}

function chosenKey(query: string): string | null {
  return new URLSearchParams(query).get('history');
}

/** What the page shows is the last point of its own history, unless it is a snapshot of it already. */
function withPresent({ snapshots }: History, isOwn: boolean, session: Session): Snapshot[] {
  const { fleet } = session;
  const described = description.value.value;
  const last = snapshots.at(-1);
  const scannedAt = described?.scannedAt;
  const isDone = fleet.phase.value === 'done' && described?.complete;
  if (!isOwn || !isDone || !scannedAt || !last || scannedAt <= last.scannedAt) return snapshots;
  const read = async () => fleet.load.snapshot() ?? new Uint8Array();
  const facts = { fleet: last.fleet, scopes: last.scopes, complete: true, bytes: 0 };
  const now: Snapshot = { ...facts, id: 'present', origin: 'present', scannedAt, read };
  return [...snapshots, now];
}
