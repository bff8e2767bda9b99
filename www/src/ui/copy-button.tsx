import { announce } from '../announce';

/** Copies a text. There is none where the browser does not let the page write to the clipboard. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  if (!('clipboard' in navigator)) return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      announce('Copied');
    } catch {
      announce('The browser did not allow copying. Select the text and copy it.');
    }
  };
  return (
    <button type="button" class="button button-small" onClick={copy}>
      {label}
    </button>
  );
}
