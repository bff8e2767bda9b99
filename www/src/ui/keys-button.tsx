import { useCallback, useState } from 'preact/hooks';
import { Icon } from './icon';
import { lazyView } from './lazy-view';
import { useSingleKey } from './use-single-key';

const KeysDialog = lazyView(async () => (await import('./keys-dialog')).KeysDialog);

/** Opens the list of keys, as `?` does. */
export function KeysButton() {
  const [isOpen, setOpen] = useState(false);
  const open = useCallback(() => setOpen(true), []);
  useSingleKey('?', open);
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
      {isOpen && <KeysDialog onClose={() => setOpen(false)} />}
    </>
  );
}
