/** CPU profiles of parts of a benchmark, for the developer tools of a browser. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * @template T
 * @param {import('playwright-core').CDPSession} session
 * @param {string | undefined} path without ending; `undefined` for no profile
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function profiled(session, path, work) {
  if (path === undefined) return work();
  await session.send('Profiler.enable');
  await session.send('Profiler.start');
  const result = await work();
  const { profile } = await session.send('Profiler.stop');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.cpuprofile`, JSON.stringify(profile));
  return result;
}
