/** Scales and ticks of charts. */
import { timeDay, timeMonth, timeWeek, timeYear } from 'd3-time';

/** Maps a domain to pixels. */
export function linear([from, to]: [number, number], [start, end]: [number, number]) {
  const factor = to === from ? 0 : (end - start) / (to - from);
  return (value: number) => start + (value - from) * factor;
}

/** Round numbers from 0 to a maximum or a little more. */
export function countTicks(most: number, about = 4): number[] {
  const step = niceStep(Math.max(1, most) / about);
  const count = Math.ceil(Math.max(1, most) / step);
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** 1, 2 or 5 times a power of ten, and a whole number. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  const factor = [1, 2, 5, 10].find((it) => it * power >= least) ?? 10;
  return factor * power;
}

/** Days, weeks, months or years, at most so many. */
export function dayTicks(from: Date, to: Date, most: number): Date[] {
  const end = new Date(to.getTime() + 1);
  const months = [timeMonth, timeMonth.every(3)!, timeMonth.every(6)!, timeYear];
  const lists = [timeDay, timeDay.every(2)!, timeDay.every(4)!, timeWeek, ...months];
  for (const interval of lists) {
    const ticks = interval.range(interval.ceil(from), end);
    if (ticks.length <= most) return ticks;
  }
  return [];
}
