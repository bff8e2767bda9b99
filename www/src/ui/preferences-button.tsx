import type { Table } from 'patchlens/fleet';
import { useState } from 'preact/hooks';
import { chosenColumns } from '../model/columns';
import { Icon } from './icon';
import { lazyView } from './lazy-view';

const PreferencesDialog = lazyView(
  async () => (await import('./preferences-dialog')).PreferencesDialog,
);

interface Props {
  table: Table;
  /** The chosen columns, as an address has them. */
  columns: string;
  onColumns: (columns: string) => void;
}

/** Opens the choice of columns, density and times. */
export function PreferencesButton(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="button button-small"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name="preferences" />
        Preferences
      </button>
      {isOpen && <PreferencesDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Says which columns of an address the table does not have. */
export function UnknownColumns({ table, columns }: Pick<Props, 'table' | 'columns'>) {
  const { unknown } = chosenColumns(table, columns);
  if (unknown.length === 0) return null;
  const names = unknown.map((name) => `“${name}”`).join(', ');
  return (
    <p class="table-note" role="note">
      The address names {unknown.length === 1 ? 'a column' : 'columns'} that this table does not
      have: {names}.
    </p>
  );
}
