import { useState } from 'preact/hooks';
import type { ExceptionEdit } from '../model/server-exceptions';
import { plural } from '../model/words';
import { TimeAgo } from './time-ago';

/** Edits that are shown at first. */
const SOME = 20;

/** Who entered or withdrew which exception, and when; nothing of it is ever removed. */
export function ExceptionEdits({ edits }: { edits: readonly ExceptionEdit[] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? edits : edits.slice(0, SOME);
  return (
    <section class="card file-section" aria-labelledby="exception-edits-title">
      <h2 id="exception-edits-title">Every edit</h2>
      <p class="muted">The last one first. An edit stays in this list, whatever comes after it.</p>
      <table class="small-table stacking-table" aria-label="Edits of exceptions">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">Exception</th>
            <th scope="col">Edit</th>
            <th scope="col">Reason</th>
            <th scope="col">Until</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ id, who, at, entered }, place) => (
            <tr key={edits.length - place}>
              <th scope="row" data-label="When">
                <TimeAgo time={at} />
              </th>
              <td data-label="Who">{who}</td>
              <td data-label="Exception">{id}</td>
              <td data-label="Edit">{entered ? 'Entered' : 'Withdrawn'}</td>
              <td data-label="Reason">{entered?.reason ?? '–'}</td>
              <td data-label="Until">{entered ? (entered.until ?? 'no end') : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < edits.length && (
        <div class="actions">
          <button type="button" class="button" onClick={() => setWhole(true)}>
            Show all {plural(edits.length, 'edit')}
          </button>
        </div>
      )}
    </section>
  );
}
