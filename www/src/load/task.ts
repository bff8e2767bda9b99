/** A load with what the page shows of it: its phase, its error, and when it changed. */
import { batch, signal } from '@preact/signals';

export interface Load {
  run(signal: AbortSignal): Promise<void>;
}

export type Phase = 'waiting' | 'loading' | 'cancelled' | 'failed' | 'done';

/** How often the page updates during a load: often enough to look alive, seldom enough to scroll. */
const REFRESH_MS = 120;

export class Task<L extends Load> {
  readonly load: L;
  readonly phase = signal<Phase>('waiting');
  readonly error = signal<unknown>(undefined);
  /** Changes whenever there is something new to show. */
  readonly version = signal(0);
  private abort: AbortController | undefined;
  private running: Promise<void> = Promise.resolve();
  private refresh: ReturnType<typeof setTimeout> | undefined;

  constructor(make: (onChange: () => void) => L) {
    this.load = make(() => this.changed());
  }

  /** Starts, or goes on after a stop. Does nothing while it runs and when all is loaded. */
  start(): void {
    if (this.phase.value === 'done' || this.isRunning()) return;
    const abort = new AbortController();
    this.abort = abort;
    this.error.value = undefined;
    this.phase.value = 'loading';
    // A run that was stopped just now ends first, since both change the load.
    this.running = this.running.then(() => this.run(abort));
  }

  cancel(): void {
    this.abort?.abort(new DOMException('Cancelled', 'AbortError'));
  }

  private isRunning(): boolean {
    return this.phase.value === 'loading' && !this.abort?.signal.aborted;
  }

  private async run(abort: AbortController): Promise<void> {
    try {
      abort.signal.throwIfAborted();
      await this.load.run(abort.signal);
      this.settle(abort, 'done');
    } catch (error) {
      if (!abort.signal.aborted) this.error.value = error;
      this.settle(abort, abort.signal.aborted ? 'cancelled' : 'failed');
    }
  }

  /** Sets how a run ended, unless another was started since. */
  private settle(abort: AbortController, phase: Phase): void {
    // Together, so that no question is asked twice.
    batch(() => {
      if (abort === this.abort) this.phase.value = phase;
      this.show();
    });
  }

  private changed(): void {
    this.refresh ??= setTimeout(() => this.show(), REFRESH_MS);
  }

  private show(): void {
    clearTimeout(this.refresh);
    this.refresh = undefined;
    this.version.value += 1;
  }
}
