import { ownRegions, roles } from '../connect-draft';
import { plannedCalls, scanWords } from '../model/connect-calls';

/** What the page will call, and about how often. */
export function ConnectCalls() {
  const planned = plannedCalls({ regions: ownRegions.value, roles: roles.value });
  if (!planned) return null;
  return (
    <div class="connect-calls hint">
      <p>To connect, this page calls:</p>
      <ul>
        {planned.first.map((call) => (
          <li key={call}>{call}</li>
        ))}
      </ul>
      <p>{scanWords(planned)} All of them only read.</p>
    </div>
  );
}
