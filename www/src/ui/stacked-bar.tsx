import type { Verdict } from 'patchlens/fleet';
import { VERDICT_LABELS, VERDICTS } from '../model/verdict';
import { plural } from '../model/words';

interface Props {
  verdicts: Record<Verdict, number>;
  nodes: number;
  label: string;
}

/** The verdicts of several nodes as parts of a bar. Its accessible name has the numbers. */
export function StackedBar({ verdicts, nodes, label }: Props) {
  const parts = VERDICTS.filter((verdict) => verdicts[verdict] > 0);
  const wordsOf = (verdict: Verdict) =>
    `${verdicts[verdict]} ${VERDICT_LABELS[verdict].toLowerCase()}`;
  return (
    <div
      class="bar"
      role="img"
      aria-label={`${label}: ${plural(nodes, 'node')}; ${parts.map(wordsOf).join(', ')}`}
    >
      {parts.map((verdict) => (
        <span
          key={verdict}
          class={`bar-part fill-${verdict}`}
          title={wordsOf(verdict)}
          style={{ flexGrow: verdicts[verdict] }}
        />
      ))}
    </div>
  );
}
