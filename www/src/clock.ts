/** The time that ages refer to. It changes once a minute. */
import { signal } from '@preact/signals';

export const now = signal(Date.now());

setInterval(() => {
  now.value = Date.now();
}, 60_000);
