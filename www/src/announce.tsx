/** Announces changes elsewhere on the page to screen readers. */
import { signal } from '@preact/signals';

const message = signal('');
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Announces a text. Of several in quick succession it announces the last. */
export function announce(text: string): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    message.value = text;
  }, 400);
}

export function LiveRegion() {
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {message}
    </div>
  );
}
