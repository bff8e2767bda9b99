import { LiveRegion } from './announce';
import { isUnconnected, notAsked } from './linked-scopes';
import { route } from './navigation';
import { offeredIsOpening, sample, session } from './session';
import { FleetView } from './ui/fleet-view';
import { Header, SampleBanner } from './ui/header';
import { lazyView } from './ui/lazy-view';
import { ViewNav } from './ui/view-nav';

/** The first view is that of the nodes; the code of the others comes when they are shown. */
const ConnectView = lazyView(async () => (await import('./ui/connect-view')).ConnectView);
const FilesView = lazyView(async () => (await import('./ui/files-view')).FilesView);
const MoreConnected = lazyView(async () => (await import('./ui/more-connected')).MoreConnected);
const NodeView = lazyView(async () => (await import('./ui/node-view')).NodeView);
const OverviewView = lazyView(async () => (await import('./ui/overview-view')).OverviewView);
const TrendView = lazyView(async () => (await import('./ui/trend-view')).TrendView);
const RunsView = lazyView(async () => (await import('./ui/runs-view')).RunsView);
const SavedNote = lazyView(async () => (await import('./ui/saved-note')).SavedNote);
const ReportView = lazyView(async () => (await import('./ui/report-view')).ReportView);
const ServerNote = lazyView(async () => (await import('./ui/server-note')).ServerNote);
const TableView = lazyView(async () => (await import('./ui/table-view')).TableView);

export function App() {
  return (
    <>
      <a class="skip-link" href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <Header />
      <ViewNav />
      <SampleBanner />
      <FleetBanner />
      <MoreBanner />
      <main id="main" tabIndex={-1}>
        <CurrentView />
      </main>
      <LiveRegion />
    </>
  );
}

/** Says on each view of a server's fleet whose numbers they are, and of a saved one that it is not live. */
function FleetBanner() {
  const { value: now } = session;
  if (route.value.page === 'connect') return null;
  if (now?.kind === 'file') return <SavedNote />;
  return now?.kind === 'server' && !isUnconnected.value ? <ServerNote session={now} /> : null;
}

/** Says that more is shown than the link names. */
function MoreBanner() {
  return isUnconnected.value || notAsked.value.length === 0 ? null : <MoreConnected />;
}

/** By script, because the part of the address after `#` is the route. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function CurrentView() {
  const now = session.value;
  const { value: at } = route;
  // The address can name the server that is being opened.
  const isOpening = !now && (sample.value === undefined || offeredIsOpening.value);
  if (at.page === 'connect' || (isUnconnected.value && !isOpening)) return <ConnectView />;
  if (!now) return isOpening ? <Opening /> : <ConnectView />;
  if (at.page === 'node') return <NodeView session={now} {...at} />;
  if (at.page === 'table') return <TableView key={at.table} session={now} table={at.table} />;
  if (at.page === 'overview') return <OverviewView session={now} />;
  if (at.page === 'trend') return <TrendView session={now} query={at.query} />;
  if (at.page === 'files') return <FilesView session={now} query={at.query} />;
  if (at.page === 'runs') return <RunsView session={now} />;
  if (at.page === 'report') return <ReportView session={now} />;
  return <FleetView session={now} />;
}

function Opening() {
  return (
    <p class="opening" role="status">
      Opening…
    </p>
  );
}
