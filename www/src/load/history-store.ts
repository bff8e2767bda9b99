/**
 * The history in IndexedDB. Each call opens the database and closes it again, so that a tab never keeps
 * another one from a later version of it; each change is one transaction.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { dayOf } from '../model/history';

export const DATABASE = 'patchlens-history';
const VERSION = 1;

/** Facts of a kept snapshot. Its bytes are apart, so that a list does not read them. */
export interface Kept {
  /** Of the fleet, its scopes and the day. */
  id: string;
  fleet: string;
  scopes: string[];
  scannedAt: Date;
  complete: boolean;
  bytes: number;
}

interface Schema extends DBSchema {
  entries: { key: string; value: Kept };
  data: { key: string; value: Uint8Array };
}

export function keptSnapshots(): Promise<Kept[]> {
  return within((db) => db.getAll('entries'));
}

export async function keptBytes(id: string): Promise<Uint8Array> {
  const bytes = await within((db) => db.get('data', id));
  if (!bytes) throw new Error('This snapshot was deleted meanwhile.');
  return bytes;
}

/**
 * Keeps a snapshot in the place of that of the same day. A partial one does not take the place of a
 * complete one.
 */
export function keep(facts: Omit<Kept, 'id' | 'bytes'>, bytes: Uint8Array): Promise<void> {
  const id = JSON.stringify([facts.fleet, facts.scopes, dayOf(facts.scannedAt)]);
  return within(async (db) => {
    const change = db.transaction(['entries', 'data'], 'readwrite');
    const before = await change.objectStore('entries').get(id);
    if (facts.complete || !before?.complete) {
      const entry = { ...facts, id, bytes: bytes.length };
      await Promise.all([
        change.objectStore('entries').put(entry),
        change.objectStore('data').put(bytes, id),
      ]);
    }
    await change.done;
  });
}

export function forget(id: string): Promise<void> {
  return within(async (db) => {
    const change = db.transaction(['entries', 'data'], 'readwrite');
    await Promise.all([
      change.objectStore('entries').delete(id),
      change.objectStore('data').delete(id),
      change.done,
    ]);
  });
}

export function forgetAll(): Promise<void> {
  return within(async (db) => {
    const change = db.transaction(['entries', 'data'], 'readwrite');
    await Promise.all([
      change.objectStore('entries').clear(),
      change.objectStore('data').clear(),
      change.done,
    ]);
  });
}

async function within<T>(use: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const db = await opened();
  try {
    return await use(db);
  } finally {
    db.close();
  }
}

/** Fails, rather than waits, while a tab with an older version of the page holds the database. */
function opened(): Promise<IDBPDatabase<Schema>> {
  return new Promise((resolve, reject) => {
    let isBlocked = false;
    const opening = openDB<Schema>(DATABASE, VERSION, {
      upgrade(db) {
        db.createObjectStore('entries', { keyPath: 'id' });
        db.createObjectStore('data');
      },
      blocked() {
        isBlocked = true;
        reject(new DOMException('Another tab holds the history', 'BlockedError'));
      },
      blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    });
    opening.then((db) => (isBlocked ? db.close() : resolve(db)), reject);
  });
}
