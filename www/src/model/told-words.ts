/** Words for errors whose origin is known only where they arise, such as those of a fleet's server. */
import type { Words } from './explanation';

const told = new WeakMap<object, Words>();

export function tell(error: object, words: Words): void {
  told.set(error, words);
}

export function toldWords(error: unknown): Words | undefined {
  return told.get(error as object);
}
