import { startAfter, startBefore, type RowPage } from '../model/row-pages';
import { formatNumber } from '../model/words';
import { Icon } from './icon';

interface Props {
  /** Where it stands, for its name. */
  place: string;
  page: RowPage;
  total: number;
  size: number;
  onTurn: (start: number) => void;
}

/** Which rows of a very long table are shown, and the way to the others. */
export function TablePager({ place, page, total, size, onTurn }: Props) {
  const before = startBefore(page, size);
  const after = startAfter(page, total);
  return (
    <nav class="table-pager" aria-label={`Parts of the table, ${place} it`}>
      <Turn label="Previous rows" to={before} onTurn={onTurn} />
      <span>
        Rows {formatNumber(page.start + 1)}–{formatNumber(page.end)} of {formatNumber(total)}
      </span>
      <Turn label="Next rows" to={after} onTurn={onTurn} />
    </nav>
  );
}

interface TurnProps {
  label: string;
  to: number | undefined;
  onTurn: (start: number) => void;
}

function Turn({ label, to, onTurn }: TurnProps) {
  return (
    <button
      type="button"
      class="button icon-button"
      aria-label={label}
      disabled={to === undefined}
      onClick={() => to !== undefined && onTurn(to)}
    >
      <Icon name={label === 'Next rows' ? 'next' : 'back'} />
    </button>
  );
}
