import { useEffect } from 'preact/hooks';
import { description } from '../fleet';
import { draftOfAddress } from '../model/except-link';
import type { Session } from '../session';
import { AttributesFile } from './attributes-file';
import { EpssFile, KevFile } from './cve-files';
import { ExceptionsFile } from './exceptions-file';
import { FleetStatus } from './fleet-status';
import { Icon } from './icon';
import { ExceptionsOfServer } from './server-exceptions';
import { useCan } from './use-can';
import { ViewHeading } from './view-heading';

interface Props {
  session: Session;
  /** The query of the address. */
  query: string;
}

/** What a person brings to the fleet from disk. */
export function FilesView({ session, query }: Props) {
  if (session.kind === 'server') return <OfServer session={session} query={query} />;
  return <Files session={session} query={query} />;
}

function Files({ session, query }: Props) {
  const draft = draftOfAddress(query);
  useEffect(keepPageOnDrop, []);
  return (
    <>
      <div class="page-head">
        <ViewHeading title="Files" takesFocus={!draft} />
      </div>
      <FleetStatus session={session} />
      <p class="files-lead">
        What you load here is read in this browser and sent nowhere. No other server is asked. It
        stays in the memory of this tab when the fleet is read again or when you connect to another
        one, and is gone when you reload or close the page. A fleet that you save as a file has your
        attributes in it; a history that this browser keeps has not.
      </p>
      {!session.fleet.load.readsFindings && <CountsOnly />}
      <div class="files">
        <ExceptionsFile draft={draft} />
        <AttributesFile session={session} />
        <KevFile />
        <EpssFile />
      </div>
    </>
  );
}

/** A file that is dropped beside a section would otherwise replace the page, with all that it holds. */
function keepPageOnDrop(): () => void {
  const keep = (event: DragEvent) => event.preventDefault();
  addEventListener('dragover', keep);
  addEventListener('drop', keep);
  return () => {
    removeEventListener('dragover', keep);
    removeEventListener('drop', keep);
  };
}

/** A server that tells its exceptions has them here. */
function OfServer({ session, query }: Props) {
  const can = useCan(session);
  const canEdit = can?.includes('edit-exceptions') === true;
  if (can?.includes('exceptions')) return <ExceptionsOfServer session={session} query={query} canEdit={canEdit} />;
  return can || description.error.value !== undefined ? <NotForServers /> : <Opening />;
}

function Opening() {
  return (
    <p class="opening" role="status">
      Opening…
    </p>
  );
}

function NotForServers() {
  return (
    <>
      <div class="page-head">
        <ViewHeading title="Files" />
      </div>
      <div class="panel panel-plain">
        <Icon name="unreported" />
        <div class="panel-body">
          <p class="panel-title">Files do not apply to the fleet of a server</p>
          <p>
            The server has its own exceptions, attributes and lists of CVEs. What you loaded here
            changes none of its answers, is not sent to it, and stays in this tab for the next
            fleet.
          </p>
        </div>
      </div>
    </>
  );
}

function CountsOnly() {
  return (
    <div class="panel panel-plain">
      <Icon name="unreported" />
      <div class="panel-body">
        <p class="panel-title">Only attributes apply to this fleet</p>
        <p>
          This connection reads how many patches are open, and not which. Exceptions and lists of CVEs
          change no number of this fleet.
        </p>
      </div>
    </div>
  );
}
