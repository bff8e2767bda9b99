import type { RowVerdict } from '../model/node';
import type { Totals } from '../model/summary';
import { plural } from '../model/words';
import { VERDICTS } from '../model/verdict';
import { VERDICT_LABELS } from './verdict-badge';

const PARTS: readonly RowVerdict[] = [...VERDICTS, 'pending'];

/** The verdicts of several nodes as parts of a bar. Its accessible name has the numbers. */
export function StackedBar({
  verdicts,
  nodes,
  label,
}: {
  verdicts: Totals;
  nodes: number;
  label: string;
}) {
  const parts = PARTS.filter((verdict) => verdicts[verdict] > 0);
  const words = parts.map(
    (verdict) => `${verdicts[verdict]} ${VERDICT_LABELS[verdict].toLowerCase()}`,
  );
  return (
    <div
      class="bar"
      role="img"
      aria-label={`${label}: ${plural(nodes, 'node')}; ${words.join(', ')}`}
      title={words.join(', ')}
    >
      {parts.map((verdict) => (
        <span
          key={verdict}
          class={`bar-part fill-${verdict}`}
          style={{ flexGrow: verdicts[verdict] }}
        />
      ))}
    </div>
  );
}
