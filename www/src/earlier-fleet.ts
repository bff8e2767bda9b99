/** An earlier fleet for a scan to start from, so that the ages of open patches go on. */
import { signal } from '@preact/signals';
import { Fleet } from 'patchlens/fleet';
import { choices } from './history-choice';
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
  try {
    const { keptBytes, keptSnapshots } = await import('./load/history-store');
    const ids = [...scopeIds].sort().join('\n');
    const [last] = (await keptSnapshots())
      .filter((kept) => kept.complete && kept.fleet === fleet && kept.scopes.join('\n') === ids)
      .sort((a, b) => b.scannedAt.getTime() - a.scannedAt.getTime());
    return last && (await Fleet.open(await keptBytes(last.id)));
  } catch (error) {
    keepingError.value = error;
    return undefined;
  }
}

/** The last complete one of the sample fleet, from the site's history. An error is in {@link keepingError}. */
export async function earlierSample(scopeIds: readonly string[]): Promise<Fleet | undefined> {
  try {
    const { readFolder } = await import('./load/history-folder');
    const folder = await readFolder(document.baseURI);
    const ids = [...scopeIds].sort().join('\n');
    const [last] = (folder?.snapshots ?? [])
      .filter(({ fleet, complete, scopes }) => {
        return fleet === 'sample' && complete && [...scopes].sort().join('\n') === ids;
      })
      .sort((a, b) => b.scannedAt.getTime() - a.scannedAt.getTime());
    return last && (await Fleet.open(await last.read()));
  } catch (error) {
    keepingError.value = error;
    return undefined;
  }
}
