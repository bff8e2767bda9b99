/** Whether the window is wide enough for a panel at the side of a table. */
import { signal } from '@preact/signals';

const wide = matchMedia('(min-width: 1024px)');
export const isWideWindow = signal(wide.matches);

wide.addEventListener('change', () => {
  isWideWindow.value = wide.matches;
});
