/** Whether the reader wants a history in this browser. It is off until they say so. */
import { signal } from '@preact/signals';

const KEY = 'patchlens-history';

/** The sample fleet is a choice of its own. */
export type Kept = 'own' | 'sample';
export type Choice = 'keep' | 'no';
type Choices = Partial<Record<Kept, Choice>>;

/** Absent while the reader was not asked. */
export const choices = signal<Choices>(remembered());
/** Changes when another tab, or this one, has changed the history. */
export const changes = signal(0);

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(KEY);
channel?.addEventListener('message', ({ data }: MessageEvent<Choices | undefined>) => {
  // With the message, because the storage of another tab may be seen later than that.
  if (data) choices.value = data;
  changes.value += 1;
});

/** Tells the other tabs and this one. */
export function historyChanged(): void {
  changes.value += 1;
  channel?.postMessage(undefined);
}

/** @throws {DOMException} if the browser stores nothing */
export function choose(of: Kept, choice: Choice): void {
  const next = { ...remembered(), [of]: choice };
  localStorage.setItem(KEY, JSON.stringify(next));
  choices.value = next;
  changes.value += 1;
  channel?.postMessage(next);
}

function remembered(): Choices {
  try {
    const { own, sample } = Object(JSON.parse(localStorage.getItem(KEY) ?? '{}')) as Choices;
    return { ...(isChoice(own) && { own }), ...(isChoice(sample) && { sample }) };
  } catch {
    // Storage is off, or holds something else.
    return {};
  }
}

function isChoice(value: unknown): value is Choice {
  return value === 'keep' || value === 'no';
}
