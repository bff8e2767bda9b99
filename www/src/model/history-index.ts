/** `history/index.json`, whose format is in docs/history.md. */

const FORMAT = /^patchlens-history\/(\d+)$/;
const VERSION = 1;
/** Segments that do not begin with a dot, so that no name leads out of the folder. */
const FILE = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

export interface IndexedSnapshot {
  file: string;
  scannedAt: Date;
  /** Sorted. */
  scopes: string[];
  complete: boolean;
  bytes: number;
}

export interface HistoryIndex {
  /** Whether it is that of the simulated sample fleet. */
  sample: boolean;
  snapshots: IndexedSnapshot[];
  /** Entries that do not follow the format. */
  leftOut: number;
}

/** The format of an index is of a later version than this page. */
export class LaterFormat extends Error {}

/**
 * @returns `undefined` for JSON that is no index at all
 * @throws {LaterFormat}
 */
export function parseHistoryIndex(json: unknown): HistoryIndex | undefined {
  const { format, sample, snapshots } = Object(json) as Record<string, unknown>;
  const [, version] = FORMAT.exec(String(format)) ?? [];
  if (version === undefined || !Array.isArray(snapshots)) return undefined;
  if (Number(version) !== VERSION) throw new LaterFormat(String(format));
  const known = snapshots.flatMap((entry: unknown) => snapshotIn(entry) ?? []);
  return { sample: sample === true, snapshots: known, leftOut: snapshots.length - known.length };
}

function snapshotIn(entry: unknown): IndexedSnapshot | undefined {
  const { file, scannedAt, scopes, complete, bytes } = Object(entry) as Record<string, unknown>;
  const time = new Date(typeof scannedAt === 'string' ? scannedAt : NaN);
  const isRight =
    typeof file === 'string' &&
    FILE.test(file) &&
    Number.isFinite(time.getTime()) &&
    isTexts(scopes) &&
    typeof complete === 'boolean' &&
    Number.isSafeInteger(bytes) &&
    (bytes as number) > 0;
  if (!isRight) return undefined;
  return { file, scannedAt: time, scopes: [...scopes].sort(), complete, bytes: bytes as number };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((it) => typeof it === 'string' && it);
}
