import { now } from '../clock';
import { reportedTime } from '../model/reported';
import { formatAge, formatTime } from '../model/words';

/** The age of a reported time; the exact time on hover and for machines. */
export function TimeAgo({ time: reported }: { time: Date | undefined }) {
  const time = reportedTime(reported);
  if (!time) return <span class="muted absent">–</span>;
  return (
    <time dateTime={time.toISOString()} title={formatTime(time)}>
      {formatAge(time, now.value)}
    </time>
  );
}
