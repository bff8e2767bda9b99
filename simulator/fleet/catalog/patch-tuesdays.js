const DAY_MS = 24 * 60 * 60 * 1000;
const MONTHS = 18;

/**
 * Release times in the days after the start, oldest first.
 * @param {Date} start
 * @param {number} days
 */
export function laterTuesdays(start, days) {
  const end = new Date(start.getTime() + days * DAY_MS);
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth()];
  const months = Math.floor(days / 28) + 2;
  return Array.from({ length: months }, (_, ahead) => secondTuesday(year, month + ahead)).filter(
    (date) => date >= start && date < end,
  );
}

/** Release times of the last months before a time, newest first. @param {Date} end */
export function patchTuesdays(end) {
  const [year, month] = [end.getUTCFullYear(), end.getUTCMonth()];
  const tuesdays = Array.from({ length: MONTHS + 1 }, (_, back) =>
    secondTuesday(year, month - back),
  );
  return tuesdays.filter((date) => date < end).slice(0, MONTHS);
}

function secondTuesday(year, month) {
  const first = new Date(Date.UTC(year, month, 1, 18));
  const untilTuesday = (9 - first.getUTCDay()) % 7;
  return new Date(Date.UTC(year, month, 1 + untilTuesday + 7, 18));
}
