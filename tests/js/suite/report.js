/** Runs the suite in a program of its own and prints what came of it, on one line. */
import { run } from './index.js';

/** What the line begins with that the results stand on. */
export const MARK = 'RESULTS ';

/**
 * @param {typeof import('patchlens')} patchlens
 * @param {string} url of the service
 */
export async function report(patchlens, url) {
  console.log(MARK + JSON.stringify(await run({ patchlens, url })));
}
