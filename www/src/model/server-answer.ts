/** Reads members of a server's answers. Each throws a {@link TypeError} that names the member. */

export type Members = Record<string, unknown>;

export function listIn(value: unknown, name: string): Members[] {
  const list = objectOf(value)[name];
  if (Array.isArray(list)) return list.map(objectOf);
  throw wrong(name, 'a list');
}

export function objectOf(value: unknown): Members {
  if (typeof value === 'object' && value !== null) return value as Members;
  throw wrong('the answer', 'an object');
}

export function textIn(value: Members, name: string): string {
  const { [name]: text } = value;
  if (typeof text === 'string') return text;
  throw wrong(name, 'a text');
}

/** The text under its name, or nothing. */
export function textIfAny<N extends string>(value: Members, name: N): { [M in N]?: string } {
  return value[name] === undefined ? {} : ({ [name]: textIn(value, name) } as { [M in N]: string });
}

export function countIn(value: Members, name: string): number {
  const { [name]: count } = value;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  throw wrong(name, 'a number');
}

/** Counts under their names. */
export function countsIn<N extends string>(value: Members, names: readonly N[]): Record<N, number> {
  return Object.fromEntries(names.map((name) => [name, countIn(value, name)])) as Record<N, number>;
}

/** A time as text, or in milliseconds since 1970. */
export function dateIn(object: Members, name: string): Date {
  const { [name]: value } = object;
  const isTime = typeof value === 'string' || typeof value === 'number';
  const date = new Date(isTime ? value : NaN);
  if (!Number.isNaN(date.getTime())) return date;
  throw wrong(name, 'a time');
}

export function wrong(name: string, expected: string): TypeError {
  return new TypeError(`${name}: expected ${expected}`);
}
