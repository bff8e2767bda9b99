/** An earlier fleet for a scan to start from, so that the ages of open patches go on. */
import { signal } from '@preact/signals';
import { Fleet } from 'patchlens/fleet';
import { choices } from './history-choice';
import type { Snapshot } from './model/history';
import { accountOf } from './model/scope';

/** Why a snapshot could not be kept, or the last one not be opened. */
export const keepingError = signal<unknown>(undefined);

/**
 * The last complete one of these scopes. None where an account is not known: it could be that of another
 * account with the same Region. An error is in {@link keepingError}.
 *
 * @param fleet its `fleetName`
 */
export async function earlierFleet(
  fleet: string,
  scopeIds: readonly string[],
): Promise<Fleet | undefined> {
  if (choices.peek().own !== 'keep' || !scopeIds.every(accountOf)) return undefined;
  return opened(async () => {
    const { keptBytes, keptSnapshots } = await import('./load/history-store');
    const last = lastOf(await keptSnapshots(), fleet, scopeIds);
    return last && keptBytes(last.id);
  });
}

/** The last complete one of the sample fleet, from the site's history. An error is in {@link keepingError}. */
export function earlierSample(scopeIds: readonly string[]): Promise<Fleet | undefined> {
  return opened(async () => {
    const { readFolder } = await import('./load/history-folder');
    const folder = await readFolder(document.baseURI);
    return lastOf(folder?.snapshots ?? [], 'sample', scopeIds)?.read();
  });
}

/** The last complete snapshot of a fleet with just these scopes. */
function lastOf<S extends Pick<Snapshot, 'fleet' | 'scopes' | 'complete' | 'scannedAt'>>(
  snapshots: readonly S[],
  name: string,
  scopeIds: readonly string[],
): S | undefined {
  const namesOf = (ids: readonly string[]) => [...ids].sort().join('\n');
  const [last] = snapshots
    .filter(({ fleet, complete }) => complete && fleet === name)
    .filter(({ scopes }) => namesOf(scopes) === namesOf(scopeIds))
    .sort((a, b) => b.scannedAt.getTime() - a.scannedAt.getTime());
  return last;
}

async function opened(find: () => Promise<Uint8Array | undefined>): Promise<Fleet | undefined> {
  try {
    const bytes = await find();
    return bytes && (await Fleet.open(bytes));
  } catch (error) {
    keepingError.value = error;
    return undefined;
  }
}
