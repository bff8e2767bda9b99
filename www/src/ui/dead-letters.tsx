import { kindWords, type DeadLetter } from '../model/server-runs';
import { formatNumber } from '../model/words';
import { TimeAgo } from './time-ago';

/** The alerts that were given up, the latest first. */
export function DeadLetters({ list }: { list: readonly DeadLetter[] }) {
  return (
    <table class="small-table stacking-table" aria-label="Alerts that no webhook took">
      <thead>
        <tr>
          <th scope="col">Raised</th>
          <th scope="col">Alert</th>
          <th scope="col">Webhook</th>
          <th scope="col">Attempts</th>
          <th scope="col">Given up</th>
          <th scope="col">Error</th>
        </tr>
      </thead>
      <tbody>
        {list.map(({ alertId, webhook, kind, raised, ended, attempts, error }) => (
          <tr key={`${alertId} ${webhook}`}>
            <th scope="row" data-label="Raised">
              <TimeAgo time={raised} />
            </th>
            <td data-label="Alert">{kindWords(kind)}</td>
            <td data-label="Webhook">{webhook}</td>
            <td data-label="Attempts">{formatNumber(attempts)}</td>
            <td data-label="Given up">
              <TimeAgo time={ended} />
            </td>
            <td data-label="Error" class="run-error">
              {error}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
