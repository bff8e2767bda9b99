import { useRef, useState } from 'preact/hooks';
import { announce } from '../announce';
import { isUnconnected } from '../linked-scopes';
import { savedFleet } from '../load/saved-fleet';
import { snapshotTrouble } from '../model/history-trouble';
import { backToFleet, go, route } from '../navigation';
import { openSaved } from '../session';

/** One more way to see a fleet: a file of an earlier reading. */
export function OpenSaved() {
  const input = useRef<HTMLInputElement>(null);
  const [trouble, setTrouble] = useState<string>();
  const open = async () => {
    const file = input.current?.files?.[0];
    if (!file) return;
    setTrouble(undefined);
    try {
      const { reader, scopes } = await savedFleet(new Uint8Array(await file.arrayBuffer()));
      openSaved(reader, scopes);
      announce('Saved fleet opened');
      // A file does not stand for the fleet of a link.
      if (route.value.page === 'connect' || isUnconnected.value) go(backToFleet());
    } catch (error) {
      setTrouble(`${file.name} cannot be opened. ${snapshotTrouble(error)}`);
      // The same file can be chosen again.
      if (input.current) input.current.value = '';
    }
  };
  return (
    <section class="open-saved" aria-labelledby="open-saved-title">
      <h2 id="open-saved-title">Open a saved fleet</h2>
      <p class="muted">
        A <code>.fleet</code> file that this page or a program with <code>patchlens/fleet</code> wrote. It is
        read in this browser and sent nowhere.
      </p>
      <label class="field">
        <span class="field-label">Saved fleet</span>
        <input ref={input} type="file" accept=".fleet,.bin,.snapshot" onChange={open} />
      </label>
      {trouble && (
        <p class="panel panel-error" role="alert">
          {trouble}
        </p>
      )}
    </section>
  );
}
