import { useCallback, useRef, useState } from 'preact/hooks';
import { Icon } from './icon';
import { lazyView } from './lazy-view';
import { useSingleKey } from './use-single-key';

const KeysDialog = lazyView(async () => (await import('./keys-dialog')).KeysDialog);

/** Opens the list of keys, as `?` does. */
export function KeysButton() {
  const [isOpen, setOpen] = useState(false);
  const before = useRef<HTMLElement | null>(null);
  const open = useCallback(() => {
    const { activeElement } = document;
    before.current = activeElement instanceof HTMLElement ? activeElement : null;
    setOpen(true);
  }, []);
  useSingleKey('?', open);
  const close = () => {
    setOpen(false);
    before.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <button
        type="button"
        class="button icon-button button-small keys-button"
        aria-label="List of keys"
        aria-haspopup="dialog"
        title="List of keys"
        onClick={open}
      >
        <Icon name="keys" />
      </button>
      {isOpen && <KeysDialog onClose={close} />}
    </>
  );
}
