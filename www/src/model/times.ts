/** A time in words: as an age, in the reader's time zone, or in UTC. */
import { formatAge } from './words';

const OPTIONS = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
} as const;
const local = new Intl.DateTimeFormat('en-GB', { ...OPTIONS, timeZoneName: 'short' });
const utc = new Intl.DateTimeFormat('en-GB', { ...OPTIONS, timeZone: 'UTC' });

/** `12 Nov 2026, 14:03 CET`. */
export function formatLocal(time: Date): string {
  return local.format(time);
}

/** `12 Nov 2026, 13:03 UTC`. */
export function formatUtc(time: Date): string {
  return `${utc.format(time)} UTC`;
}

/** Local and in UTC; once, where the reader's time zone is UTC. */
export function formatExact(time: Date): string {
  const [here, there] = [formatLocal(time), formatUtc(time)];
  return here === there ? there : `${here}; ${there}`;
}

export function formatIn(how: 'relative' | 'local' | 'utc', time: Date, now: number): string {
  if (how === 'relative') return formatAge(time, now);
  return how === 'local' ? formatLocal(time) : formatUtc(time);
}
