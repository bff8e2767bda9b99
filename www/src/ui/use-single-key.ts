import { useEffect } from 'preact/hooks';
import { singleKeys } from '../preferences';

/** Lets a key without a modifier do something from anywhere but where something is typed or chosen. */
export function useSingleKey(key: string, run: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return;
      if (singleKeys.peek() === 'off') return;
      if (event.defaultPrevented || takesLetters(event.target)) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [key, run]);
}

function takesLetters(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, dialog') !== null)
  );
}
