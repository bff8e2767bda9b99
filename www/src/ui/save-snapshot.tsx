import { description } from '../fleet';
import { snapshotName } from '../model/history';
import type { Session } from '../session';
import { saveFile } from './download';
import { Icon } from './icon';

/** Downloads what is read of the fleet. A part of one says so in its name. */
export function SaveSnapshot({ session: { fleet } }: { session: Session }) {
  const described = description.value.value;
  const scannedAt = described?.scannedAt;
  const isDone = fleet.phase.value === 'done';
  const saveIt = () => {
    const bytes = fleet.load.snapshot();
    if (!bytes || !described || !scannedAt) return;
    const scopes = described.scopes.map(({ id }) => id);
    saveSnapshot(bytes, snapshotName({ scopes, scannedAt, complete: isDone && described.complete }));
  };
  return (
    <button
      type="button"
      class="button button-small"
      disabled={!scannedAt}
      title="A file that this page opens again: the nodes and their open patches. Keep it as carefully as that."
      onClick={saveIt}
    >
      <Icon name="download" />
      Save fleet
    </button>
  );
}

export function saveSnapshot(bytes: Uint8Array, name: string): void {
  saveFile(new Blob([bytes as BlobPart], { type: 'application/octet-stream' }), name);
}
