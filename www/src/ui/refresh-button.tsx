import { reload, session } from '../session';
import { Icon } from './icon';

/** Reads the fleet again. A saved fleet has nothing to read. */
export function RefreshButton() {
  if (session.value?.kind === 'file') return null;
  return (
    <button type="button" class="button button-small" onClick={reload}>
      <Icon name="refresh" />
      Refresh
    </button>
  );
}
