import { unconnectedServer } from '../linked-scopes';
import { backToFleet } from '../navigation';
import { namedServer, offeredError, sample, servingWorker, session, way } from '../session';
import { ConnectForm } from './connect-form';
import { ConnectNotes } from './connect-notes';
import { ErrorPanel } from './error-panel';
import { Icon } from './icon';
import { LinkedScopes } from './linked-scopes';
import { OpenSaved } from './open-saved';
import { WayChoice } from './way-choice';

export function ConnectView() {
  return (
    <div class="connect">
      <div>
        {session.value && (
          <a class="back" href={backToFleet()}>
            <Icon name="back" />
            {session.value.kind === 'sample' ? 'Back to the sample fleet' : 'Back to the fleet'}
          </a>
        )}
        <h1>Connect to your fleet</h1>
        <LinkedScopes />
        <Lead />
        {sample.value === null && !servingWorker.value && !namedServer.value && (
          <p class="muted">
            No sample fleet is served with this page; <code>npm start</code> in the repository serves
            one.
          </p>
        )}
        {offeredError.value !== undefined && (
          <ErrorPanel error={offeredError.value} offerConnect={false} />
        )}
        <WayChoice />
        <ConnectForm key={`${way.value} ${unconnectedServer.value}`} way={way.value} />
        <OpenSaved />
      </div>
      <ConnectNotes way={way.value} />
    </div>
  );
}

function Lead() {
  if (way.value === 'server') {
    return (
      <p class="lead">
        A server of your own holds a fleet that it has read, and answers the questions of this page.
        The access token stays in the memory of this tab: it is not stored, and it is sent to that
        server only.
      </p>
    );
  }
  if (way.value === 'worker') {
    return (
      <p class="lead">
        A Worker reads Patch Manager for you, with keys that never reach a browser. Its access token
        stays in the memory of this tab: it is not stored, and it is sent to that Worker only.
      </p>
    );
  }
  return (
    <p class="lead">
      patchlens reads Patch Manager straight from your browser. The keys stay in the memory of this
      tab and are not stored. The secret access key signs requests here and is never sent; the access
      key id and session token go with each request.
    </p>
  );
}
