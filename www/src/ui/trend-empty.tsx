import { known } from '../history';
import type { Session } from '../session';

/** How to get a history. */
export function TrendEmpty({ session }: { session: Session }) {
  if (session.kind === 'server') return <NotOfServers />;
  const others = (known.value ?? []).length > 0;
  return (
    <div class="card empty trend-empty">
      <p class="panel-title">
        {others ? 'There is no history of this fleet' : 'There is no history yet'}
      </p>
      <p>
        {others
          ? 'The snapshots that there are cover other scopes or another fleet. Choose one of them above, or:'
          : 'A trend needs snapshots of the same scopes on different days.'}
      </p>
      <ul>
        {session.kind !== 'file' && (
          <li>Keep a history in this browser: each complete reading adds the day’s snapshot.</li>
        )}
        <li>Save the fleet now and then, and add the files here.</li>
        <li>
          Put a folder <code>history/</code> beside this page; <code>docs/history.md</code> has its
          format.
        </li>
      </ul>
    </div>
  );
}

function NotOfServers() {
  return (
    <div class="card empty trend-empty">
      <p class="panel-title">A server gives no history</p>
      <p>
        It answers about the fleet of now, and not with snapshots. Add the files of snapshots above to
        see their trend.
      </p>
    </div>
  );
}
