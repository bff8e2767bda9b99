/**
 * A signal that aborts with the first of several, like `AbortSignal.any`, which Safari has from 17.4
 * and Firefox from 124. Call `release` when the work is done, so that a long-lived signal does not
 * keep the new one.
 */
export function anySignal(...signals: AbortSignal[]): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const follow = (event: Event) => controller.abort((event.target as AbortSignal).reason);
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener('abort', follow);
  }
  const release = () => signals.forEach((signal) => signal.removeEventListener('abort', follow));
  return { signal: controller.signal, release };
}
