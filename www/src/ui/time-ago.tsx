import { now } from '../clock';
import { formatAge, formatTime } from '../model/words';

/** The age of a time; the exact time on hover and for machines. */
export function TimeAgo({ time }: { time: Date | undefined }) {
  if (!time) return <span class="muted absent">–</span>;
  return (
    <time dateTime={time.toISOString()} title={formatTime(time)}>
      {formatAge(time, now.value)}
    </time>
  );
}
