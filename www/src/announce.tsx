/** What a screen reader is told about things that happen elsewhere on the page. */
import { signal } from '@preact/signals';

const message = signal('');
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Says a text; of several in quick succession only the last. */
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
