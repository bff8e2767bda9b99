import { formatNumber } from '../model/words';

interface Part {
  /** What it is, for its colour. */
  name: string;
  count: number;
  label: string;
}

/** Numbers as parts of a bar. Its accessible name has them. */
export function PartsBar({ parts, label }: { parts: readonly Part[]; label: string }) {
  const some = parts.filter(({ count }) => count > 0);
  const words = some.map((part) => `${formatNumber(part.count)} ${part.label}`);
  return (
    <div class="bar" role="img" aria-label={`${label}: ${words.join(', ')}`}>
      {some.map(({ name, count }) => (
        <span key={name} class={`bar-part fill-${name}`} style={{ flexGrow: count }} />
      ))}
    </div>
  );
}
