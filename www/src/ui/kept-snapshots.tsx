import { useEffect, useState } from 'preact/hooks';
import { announce } from '../announce';
import { keepingError } from '../earlier-fleet';
import { historyStore, keptList, storeError } from '../history';
import { changes, choices, choose, historyChanged } from '../history-choice';
import { keptKind } from '../history-keeping';
import { formatBytes } from '../model/bytes';
import { snapshotName, type Snapshot } from '../model/history';
import { historyTrouble } from '../model/history-trouble';
import { formatLocal } from '../model/times';
import { plural } from '../model/words';
import type { Session } from '../session';
import { saveSnapshot } from './save-snapshot';

/** What this browser keeps: how much it is, and the ways to get it out and to delete it. */
export function KeptSnapshots({ session }: { session: Session }) {
  const [trouble, setTrouble] = useState<unknown>();
  const list = keptList.value;
  const of = keptKind(session);
  const choice = of && choices.value[of];
  const failure = trouble ?? keepingError.value ?? storeError.value;
  if (list.length === 0 && choice === undefined && failure === undefined) return null;
  const attempt = async (act: () => Promise<void> | void, done?: string) => {
    setTrouble(undefined);
    try {
      await act();
      if (done) announce(done);
    } catch (error) {
      setTrouble(error);
    }
  };
  const change = async (act: (store: Awaited<ReturnType<typeof historyStore>>) => Promise<void>) => {
    await act(await historyStore());
    historyChanged();
  };
  return (
    <section class="card kept" aria-labelledby="kept-title">
      <h2 id="kept-title">In this browser</h2>
      {failure !== undefined && (
        <p class="panel panel-error" role="alert">
          {historyTrouble(failure)}
        </p>
      )}
      <Standing list={list} isKept={choice === 'keep'} kind={of ?? 'own'} />
      <div class="actions">
        {of && choice !== undefined && (
          <button
            type="button"
            class="button button-small"
            onClick={() => attempt(() => choose(of, choice === 'keep' ? 'no' : 'keep'))}
          >
            {choice === 'keep' ? 'Stop keeping' : 'Keep a history'}
          </button>
        )}
        {list.length > 0 && (
          <>
            <button
              type="button"
              class="button button-small"
              onClick={() => attempt(() => exportAll(list))}
            >
              Export all
            </button>
            <button
              type="button"
              class="button button-small"
              onClick={() => attempt(() => change((store) => store.forgetAll()), 'All deleted')}
            >
              Delete all
            </button>
          </>
        )}
      </div>
      {list.length > 0 && (
        <details>
          <summary>{plural(list.length, 'snapshot')}, one by one</summary>
          <ul class="kept-list">
            {list.map((snapshot) => (
              <li key={snapshot.id}>
                <span>
                  {formatLocal(snapshot.scannedAt)}{' '}
                  <span class="muted">
                    {snapshot.fleet} {snapshot.scopes.join(', ')}, {formatBytes(snapshot.bytes)}
                    {!snapshot.complete && ', partial'}
                  </span>
                </span>
                <button
                  type="button"
                  class="link-button"
                  aria-label={`Export the snapshot of ${formatLocal(snapshot.scannedAt)}`}
                  onClick={() => attempt(() => exportOne(snapshot))}
                >
                  Export
                </button>
                <button
                  type="button"
                  class="link-button"
                  aria-label={`Delete the snapshot of ${formatLocal(snapshot.scannedAt)}`}
                  onClick={() => attempt(() => change((store) => store.forget(snapshot.id)), 'Deleted')}
                >
                  Delete
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface StandingProps {
  list: readonly Snapshot[];
  isKept: boolean;
  kind: 'own' | 'sample';
}

function Standing({ list, isKept, kind }: StandingProps) {
  const free = useFreeBytes();
  const bytes = list.reduce((sum, it) => sum + it.bytes, 0);
  const what = kind === 'sample' ? 'The sample fleet' : 'Your fleet';
  return (
    <>
      <p>
        {isKept
          ? `${what} is kept: one snapshot a day, after each reading.`
          : `${what} is not kept.`}{' '}
        {list.length === 0
          ? 'No snapshot is stored.'
          : `${plural(list.length, 'snapshot')} of ${formatBytes(bytes)} in all.`}
        {list.length > 0 && free !== undefined && ` The browser has room for ${formatBytes(free)} more.`}
      </p>
      {(isKept || list.length > 0) && (
        <p class="muted note">
          Safari deletes it after seven days in which the page was not used; any browser may when the
          disk is full. Export what you want to keep.
        </p>
      )}
    </>
  );
}

/** What the browser would give this site on top; `undefined` where it does not say. */
function useFreeBytes(): number | undefined {
  const [free, setFree] = useState<number>();
  const changed = changes.value;
  useEffect(() => {
    const asked = navigator.storage?.estimate?.();
    asked?.then(
      ({ quota, usage }) => quota !== undefined && setFree(Math.max(0, quota - (usage ?? 0))),
      () => setFree(undefined),
    );
  }, [changed]);
  return free;
}

async function exportAll(list: readonly Snapshot[]): Promise<void> {
  for (const snapshot of list) await exportOne(snapshot);
}

async function exportOne(snapshot: Snapshot): Promise<void> {
  saveSnapshot(await snapshot.read(), snapshotName(snapshot));
}
