/** The snapshots that the page knows: of the folder beside it, of this browser, and of added files. */
import { computed, effect, signal } from '@preact/signals';
import { Fleet } from 'patchlens/fleet';
import { description } from './fleet';
import { changes, choices } from './history-choice';
import { readFolder } from './load/history-folder';
import type { Kept } from './load/history-store';
import { fleetName } from './model/fleet-name';
import { histories, isOf, type History, type Present, type Snapshot } from './model/history';
import { snapshotTrouble } from './model/history-trouble';
import { session } from './session';

/** IndexedDB and its library come when they are needed. */
export const historyStore = () => import('./load/history-store');

/** `undefined` while it is being read. */
const folder = signal<Snapshot[] | undefined>(undefined);
const keptHere = signal<Snapshot[] | undefined>(undefined);
const added = signal<Snapshot[]>([]);

/** Entries of the folder's index that do not follow its format. */
export const leftOutOfFolder = signal(0);
export const folderError = signal<unknown>(undefined);
/** Why the browser's history cannot be read. */
export const storeError = signal<unknown>(undefined);

/** Those in this browser, by time. */
export const keptList = computed(() =>
  [...(keptHere.value ?? [])].sort((a, b) => b.scannedAt.getTime() - a.scannedAt.getTime()),
);
/** `undefined` until it is known what there is. */
export const known = computed<History[] | undefined>(() => {
  const [ofFolder, ofBrowser] = [folder.value, keptHere.value];
  if (!ofFolder || !ofBrowser) return undefined;
  return histories([...ofBrowser, ...ofFolder, ...added.value]);
});

/** The fleet that the page shows. */
export const present = computed<Present | undefined>(() => {
  const now = session.value;
  const described = description.value.value;
  // A server gives no bytes to compare with.
  if (!now || now.kind === 'server' || !described || described.scopes.length === 0) return undefined;
  const scopes = described.scopes.map(({ id }) => id).sort();
  return { fleet: fleetName(now.kind, now.endpoint), scopes };
});

/** The longest history of the fleet that the page shows. */
export const ownHistory = computed(() => {
  const shown = present.value;
  return shown && known.value?.find((history) => isOf(history, shown));
});

void findFolder();
effect(() => {
  void changes.value;
  void findKept(Object.keys(choices.value).length > 0);
});

async function findFolder(): Promise<void> {
  try {
    const found = await readFolder(document.baseURI);
    leftOutOfFolder.value = found?.leftOut ?? 0;
    folder.value = found?.snapshots ?? [];
  } catch (error) {
    folderError.value = error;
    folder.value = [];
  }
}

/** Without a choice nothing was ever kept, and the browser's storage is left alone. */
async function findKept(wasAsked: boolean): Promise<void> {
  try {
    const kept = wasAsked ? await (await historyStore()).keptSnapshots() : [];
    keptHere.value = kept.map(snapshotOf);
    storeError.value = undefined;
  } catch (error) {
    storeError.value = error;
    keptHere.value = [];
  }
}

function snapshotOf(kept: Kept): Snapshot {
  const read = async () => (await historyStore()).keptBytes(kept.id);
  return { ...kept, origin: 'browser', read };
}

/**
 * Adds files with snapshots for as long as the page is open.
 *
 * @returns what is wrong with those that are none, by their names
 */
export async function addFiles(files: readonly File[]): Promise<{ name: string; reason: string }[]> {
  const wrong: { name: string; reason: string }[] = [];
  for (const file of files) {
    try {
      const snapshot = await snapshotIn(file);
      added.value = [...added.value.filter(({ id }) => id !== snapshot.id), snapshot];
    } catch (error) {
      wrong.push({ name: file.name, reason: snapshotTrouble(error) });
    }
  }
  return wrong;
}

async function snapshotIn(file: File): Promise<Snapshot> {
  const read = async () => new Uint8Array(await file.arrayBuffer());
  const bytes = await read();
  const fleet = await Fleet.open(bytes);
  const { scannedAt, complete } = fleet;
  const scopes = fleet.scopes.map(({ id }) => id).sort();
  fleet.free();
  const id = `file ${file.name} ${scannedAt.toISOString()}`;
  const facts = { origin: 'files', fleet: 'any', scannedAt, scopes, complete } as const;
  return { ...facts, id, bytes: bytes.length, read };
}
