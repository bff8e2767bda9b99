import { description } from '../fleet';
import { formatLocal } from '../model/times';

/** Says on each view of a saved fleet that it is not live. */
export function SavedNote() {
  const { scannedAt } = description.value.value ?? {};
  return (
    <aside class="banner" aria-label="Saved fleet">
      <p>
        <strong>Saved fleet{scannedAt && <> of {formatLocal(scannedAt)}</>}.</strong> Nothing here is
        read now. Verdicts and the ages of patches are as of then; “ago” counts from today.
      </p>
    </aside>
  );
}
