/** The folder `history/` beside the page. */
import { parseHistoryIndex } from '../model/history-index';
import type { Snapshot } from '../model/history';

/** A redirection may lead to another site. */
const SAME_SITE = { mode: 'same-origin', redirect: 'error' } as const;

export interface Folder {
  snapshots: Snapshot[];
  /** Entries of the index that do not follow its format. */
  leftOut: number;
}

/**
 * @param base the page's address
 * @returns `undefined` if the site has no such folder
 * @throws {LaterFormat}
 */
export async function readFolder(base: string): Promise<Folder | undefined> {
  const folder = new URL('history/', base);
  const json = await jsonAt(new URL('index.json', folder));
  const index = parseHistoryIndex(json);
  if (!index) return undefined;
  const fleet = index.sample ? 'sample' : 'own';
  const snapshots = index.snapshots.map(({ file, ...facts }): Snapshot => {
    const url = new URL(file, folder);
    return { ...facts, id: url.href, origin: 'folder', fleet, read: () => bytesAt(url) };
  });
  return { snapshots, leftOut: index.leftOut };
}

/** A host of static files may answer with a page instead; that means that there is no folder. */
async function jsonAt(url: URL): Promise<unknown> {
  try {
    const response = await fetch(url, { cache: 'no-store', ...SAME_SITE });
    return response.ok ? ((await response.json()) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

async function bytesAt(url: URL): Promise<Uint8Array> {
  const response = await fetch(url, SAME_SITE).catch((error: unknown) => {
    throw new Error(`${url.pathname} could not be fetched`, { cause: error });
  });
  if (!response.ok) throw new Error(`${url.pathname}: the site answered with ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
