/** What the parsers of pasted text produce. */
import { isKnown } from './names';

export interface Pair {
  name: string;
  value: string;
  /** The profile, row or object that it belongs to; `''` if the text has no such parts. */
  set: string;
}

export interface Parsed {
  pairs: Pair[];
  /** The parts that make no sense, such as "line 3". Never their text, which may be secret. */
  strays: string[];
}

/** A parsed structure, whose unknown members make no sense. */
export function structure(pairs: Pair[], strays: string[] = []): Parsed {
  const unknown = pairs.filter(({ name, value }) => value && !isKnown(name));
  return { pairs, strays: [...unknown.map(({ name }) => name), ...strays] };
}
