/** Runs the suite as a program and prints the results on one line. */
import { run } from './index.js';

/** The prefix of the line with the results. */
export const MARK = 'RESULTS ';

/**
 * @param {typeof import('patchlens')} patchlens
 * @param {string} url of the service
 */
export async function report(patchlens, url) {
  console.log(MARK + JSON.stringify(await run({ patchlens, url })));
}
