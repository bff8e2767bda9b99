import { PatchlensError } from '../error.js';

/** An entry of a scan's report, with its record of a failure as an error. */
export function withError(entry) {
  return entry.error === undefined ? entry : { ...entry, error: new PatchlensError(entry.error) };
}
