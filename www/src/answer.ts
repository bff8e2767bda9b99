/** Answers of a fleet's source as signals. */
import { batch, effect, signal, type ReadonlySignal } from '@preact/signals';

export interface Answer<T> {
  /** `undefined` before the first answer and while there is no source. */
  readonly value: ReadonlySignal<T | undefined>;
  /** Why the last question has no answer. */
  readonly error: ReadonlySignal<unknown>;
  /** Asks no more. */
  dispose(): void;
}

/**
 * Asks, and asks again whenever a signal changes that `ask` reads. The last answer stays until the
 * next; an answer that comes after a newer question is dropped.
 *
 * @param ask returns `undefined` while there is no source
 */
export function answer<T>(ask: () => Promise<T> | undefined): Answer<T> {
  const value = signal<T | undefined>(undefined);
  const error = signal<unknown>(undefined);
  let latest = 0;
  const settle = (question: number, found: T | undefined, failure: unknown) => {
    if (question !== latest) return;
    batch(() => {
      value.value = found;
      error.value = failure;
    });
  };
  const stop = effect(() => {
    latest += 1;
    const question = latest;
    const answered = ask();
    if (!answered) return settle(question, undefined, undefined);
    answered.then(
      (found) => settle(question, found, undefined),
      (failure: unknown) => settle(question, undefined, failure ?? new Error('unknown failure')),
    );
  });
  const dispose = () => {
    latest += 1;
    stop();
  };
  return { value, error, dispose };
}
