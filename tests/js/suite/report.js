/** Runs the suite as a program and prints the results on one line. */
import { run } from './index.js';

/** The prefix of the line with the results. */
export const MARK = 'RESULTS ';

/**
 * @param {{ patchlens: typeof import('patchlens'), fleet: typeof import('patchlens/fleet') }} entries
 * @param {string} url of the service
 */
export async function report(entries, url) {
  console.log(MARK + JSON.stringify(await run({ ...entries, url })));
}
