/** A load with what the page shows of it: how it stands, what went wrong, when it changed. */
import { signal } from '@preact/signals';

export interface Load {
  run(signal: AbortSignal): Promise<void>;
}

export type Phase = 'waiting' | 'loading' | 'cancelled' | 'failed' | 'done';

/** How often a running load is shown anew: often enough to look alive, seldom enough to scroll. */
const REFRESH_MS = 120;

export class Task<L extends Load> {
  readonly load: L;
  readonly phase = signal<Phase>('waiting');
  readonly error = signal<unknown>(undefined);
  /** Changes when there is something new to show. */
  readonly version = signal(0);
  private abort: AbortController | undefined;
  private refresh: ReturnType<typeof setTimeout> | undefined;

  constructor(make: (onChange: () => void) => L) {
    this.load = make(() => this.changed());
  }

  /** Starts, or goes on after a stop. Does nothing while it runs or when all is loaded. */
  start(): void {
    if (this.phase.value === 'loading' || this.phase.value === 'done') return;
    this.abort = new AbortController();
    this.error.value = undefined;
    this.phase.value = 'loading';
    void this.run(this.abort.signal);
  }

  cancel(): void {
    this.abort?.abort(new DOMException('Cancelled', 'AbortError'));
  }

  private async run(abort: AbortSignal): Promise<void> {
    try {
      await this.load.run(abort);
      this.settle('done');
    } catch (error) {
      if (!abort.aborted) this.error.value = error;
      this.settle(abort.aborted ? 'cancelled' : 'failed');
    }
  }

  private settle(phase: Phase): void {
    this.phase.value = phase;
    this.show();
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
