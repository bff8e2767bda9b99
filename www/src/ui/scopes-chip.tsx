import { useEffect, useRef, useState } from 'preact/hooks';
import { plural } from '../model/words';
import type { Session } from '../session';

/** How many scopes are connected; a press shows which. */
export function ScopesChip({ session: { scopes, endpoint } }: { session: Session }) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const closeOutside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    document.addEventListener('keydown', closeByKey);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
      document.removeEventListener('keydown', closeByKey);
    };
  }, [isOpen]);
  return (
    <div class="scopes-chip" ref={root}>
      <button
        ref={button}
        type="button"
        class="chip"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {plural(scopes.length, 'scope')}
      </button>
      {isOpen && (
        <div class="scopes-list">
          <ul aria-label="Connected scopes">
            {scopes.map((id) => (
              <li key={id}>{id}</li>
            ))}
          </ul>
          <p class="muted">{endpoint ? `At ${new URL(endpoint).host}` : 'At AWS’s own endpoints'}</p>
        </div>
      )}
    </div>
  );
}
