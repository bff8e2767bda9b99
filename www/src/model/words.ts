/** Numbers and times in words. */

const numbers = new Intl.NumberFormat('en');
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

const UNITS = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

export function formatNumber(count: number): string {
  return numbers.format(count);
}

/** `1 node`, `2,000 nodes`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** `3 days ago`. */
export function formatAge(time: Date, now: number): string {
  const ms = time.getTime() - now;
  const unit = UNITS.find(([, length]) => Math.abs(ms) >= length);
  return unit ? relative.format(Math.trunc(ms / unit[1]), unit[0]) : 'just now';
}

/** In the reader's time zone. */
export function formatDay(time: Date): string {
  return days.format(time);
}

/** `12 %`. Only nothing is 0 %, and only everything is 100 %. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %';
  const percent = (part / whole) * 100;
  if (percent < 1) return '< 1 %';
  return `${part < whole ? Math.min(99, Math.round(percent)) : 100} %`;
}
