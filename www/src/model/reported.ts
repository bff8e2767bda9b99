/**
 * What a value that the service reported can be taken for. JSON is passed on as it came, so a count
 * can be a string or -1, and a time can be text that no one can read.
 */

/** A count, also from a string of digits; `undefined` if absent, negative (-1 is "not known") or not a number. */
export function reportedCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isFinite(count) && count >= 0 ? count : undefined;
}

/** A valid date; `undefined` if absent or unreadable. */
export function reportedTime(value: unknown): Date | undefined {
  return value instanceof Date && Number.isFinite(value.getTime()) ? value : undefined;
}
