import { folderError, leftOutOfFolder } from '../history';
import type { History, Origin } from '../model/history';
import { trendHash } from '../model/route';
import { formatDay, plural } from '../model/words';
import { go } from '../navigation';
import { LaterFormat } from '../model/history-index';
import { AddSnapshots } from './add-snapshots';

interface Props {
  histories: readonly History[];
  chosen: History | undefined;
  /** The history of the fleet that the page shows. */
  own: History | undefined;
}

const ORIGINS: Record<Origin, string> = {
  browser: 'This browser',
  folder: 'The site’s history folder',
  files: 'Files that you added',
  present: 'Now',
};

/** Which snapshots the trend is of, and what they cover. */
export function TrendSource({ histories, chosen, own }: Props) {
  return (
    <section class="card trend-source" aria-labelledby="source-title">
      <h2 id="source-title">Snapshots</h2>
      {chosen && <Covered history={chosen} isOwn={chosen === own} />}
      <div class="trend-source-controls">
        {histories.length > (chosen ? 1 : 0) && (
          <label class="field">
            <span class="field-label">History</span>
            <select
              value={chosen?.key ?? ''}
              onChange={({ currentTarget }) => go(hashOf(currentTarget.value))}
            >
              {!chosen && <option value="">Choose one</option>}
              {histories.map((history) => (
                <option key={history.key} value={history.key}>
                  {ORIGINS[history.origin]}: {history.scopes.join(', ')}
                  {history.fleet === 'sample' && ' (sample fleet)'},{' '}
                  {plural(history.snapshots.length, 'snapshot')}
                </option>
              ))}
            </select>
          </label>
        )}
        <AddSnapshots />
      </div>
      {leftOutOfFolder.value > 0 && (
        <p class="muted note">
          {plural(leftOutOfFolder.value, 'entry', 'entries')} of the site’s history folder cannot be
          read and {leftOutOfFolder.value === 1 ? 'is' : 'are'} left out.
        </p>
      )}
      {folderError.value !== undefined && (
        <p class="panel panel-notice" role="alert">
          {folderError.value instanceof LaterFormat
            ? `The site’s history folder is of a later format (${folderError.value.message}) than this page reads.`
            : 'The site’s history folder cannot be read.'}
        </p>
      )}
    </section>
  );
}

function hashOf(key: string): string {
  return trendHash(key && `history=${encodeURIComponent(key)}`);
}

function Covered({ history, isOwn }: { history: History; isOwn: boolean }) {
  const { origin, scopes, snapshots } = history;
  const [first, last] = [snapshots[0]!, snapshots.at(-1)!];
  const joined = origin === 'files' ? 0 : snapshots.filter((it) => it.origin === 'files').length;
  return (
    <>
      <p>
        {ORIGINS[origin]}: {plural(snapshots.length, 'snapshot')} of {scopes.join(', ')},{' '}
        {snapshots.length === 1
          ? formatDay(first.scannedAt)
          : `${formatDay(first.scannedAt)} to ${formatDay(last.scannedAt)}`}
        {joined > 0 && `, ${joined} of them from files that you added`}.
      </p>
      {!isOwn && (
        <p class="muted note">
          This is not the fleet that the page shows now, which has other scopes or another source. The
          two are not compared.
        </p>
      )}
    </>
  );
}
