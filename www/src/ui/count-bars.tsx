import type { Count } from '../model/severity';
import { formatNumber } from '../model/words';

interface Props {
  counts: readonly Count[];
  /** The text of what was not reported. */
  absent: string;
}

/** A bar for each name, as long as its number is large; the number stands beside it. */
export function CountBars({ counts, absent }: Props) {
  const most = Math.max(1, ...counts.map(({ count }) => count));
  return (
    <ul class="count-bars">
      {counts.map(({ name, count }) => (
        <li key={name} data-name={name}>
          <span class={`count-bar-label ${name ? '' : 'muted'}`}>{name || absent}</span>
          <span class="count-bar" aria-hidden="true">
            <span class="count-bar-fill" style={{ width: `${(count / most) * 100}%` }} />
          </span>
          <span class="count-bar-number">{formatNumber(count)}</span>
        </li>
      ))}
    </ul>
  );
}
