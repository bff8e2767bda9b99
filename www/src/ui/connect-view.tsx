import { backToFleet } from '../navigation';
import { sample, session } from '../session';
import { ConnectForm } from './connect-form';
import { ConnectNotes } from './connect-notes';
import { Icon } from './icon';

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
        <p class="lead">
          patchlens reads Patch Manager straight from your browser. The keys stay in the memory of
          this tab: they are not stored, and sent to nobody; requests are signed with them here.
        </p>
        {sample.value === null && (
          <p class="muted">
            No sample fleet is served beside this page; <code>npm start</code> in the repository
            serves one.
          </p>
        )}
        <ConnectForm />
      </div>
      <ConnectNotes />
    </div>
  );
}
