/** When an exception ends. */

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/i;

/** The last millisecond of a day in UTC, or an instant; without a zone it is in UTC. */
export function lastMoment(text: string): number | undefined {
  if (DAY.test(text)) return isDay(text) ? Date.parse(`${text}T23:59:59.999Z`) : undefined;
  const [, day, , , zone] = INSTANT.exec(text) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  const ms = Date.parse(zone === undefined ? `${text}Z` : text);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Whether a time is after the end; `undefined` if the end is no time. */
export function isAfter(ms: number, end: string): boolean | undefined {
  const last = lastMoment(end);
  return last === undefined ? undefined : ms > last;
}

/** Not 2026-02-31, which some browsers take for a day in March. */
function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}
