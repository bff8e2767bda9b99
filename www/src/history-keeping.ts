/** Keeps a snapshot of each reading in this browser, if its reader wants that. */
import { computed, effect } from '@preact/signals';
import { keepingError } from './earlier-fleet';
import { choices, historyChanged, type Kept } from './history-choice';
import { withoutAttributes } from './load/plain-snapshot';
import { fleetName } from './model/fleet-name';
import { attributes } from './own-files';
import { session, type Session } from './session';

/** A fleet from a file is kept already, and of a server's there are no bytes to keep. */
export function keptKind({ kind }: Pick<Session, 'kind'>): Kept | undefined {
  return kind === 'file' || kind === 'server' ? undefined : kind;
}

const isKept = computed(() => {
  const of = session.value && keptKind(session.value);
  return of !== undefined && choices.value[of] === 'keep';
});

/** Each end of a reading, and the choice itself, keeps what is there. */
export function keepHistory(): void {
  effect(() => {
    const now = session.value;
    if (!now || !isKept.value) return;
    const phase = now.fleet.phase.value;
    // What the reader stopped themselves is not kept.
    if (phase === 'done' || phase === 'failed') void keepSnapshot(now, phase === 'done');
  });
}

async function keepSnapshot(now: Session, isDone: boolean): Promise<void> {
  const { load } = now.fleet;
  try {
    const bytes = load.snapshot();
    const hasAttributes = attributes.peek() !== undefined;
    const described = bytes && (await load.source?.describe());
    if (!bytes || !described?.scannedAt) return;
    const { scopes, scannedAt } = described;
    const complete = isDone && described.complete && scopes.every(({ error }) => !error);
    const fleet = fleetName(now.kind, now.endpoint);
    const { keep } = await import('./load/history-store');
    const facts = { fleet, scopes: scopes.map(({ id }) => id).sort(), scannedAt, complete };
    await keep(facts, hasAttributes ? await withoutAttributes(bytes) : bytes);
    keepingError.value = undefined;
    historyChanged();
  } catch (error) {
    keepingError.value = error;
  }
}
