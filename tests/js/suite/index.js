/**
 * The suite for every runtime. It needs no framework and no module of a platform, only the package
 * as an argument, `fetch`, and the simulator over HTTP.
 */
import * as calls from './calls.js';
import { sleep } from './check.js';
import * as credentials from './credentials.js';
import * as endings from './endings.js';
import * as errors from './errors.js';
import * as fleets from './fleet.js';
import * as hostile from './hostile.js';
import { watchMemory } from './memory.js';
import * as paging from './paging.js';
import * as releasing from './releasing.js';
import * as retries from './retries.js';
import * as signing from './signing.js';
import { watchStrays } from './strays.js';

/** The parts, by the entry of the package that they are about. */
const PARTS = {
  patchlens: [signing, calls, paging, retries, endings, credentials, errors, hostile, releasing],
  'patchlens/fleet': [fleets],
};
const LIMIT_MS = 30_000;
const GRACE_MS = 300;
const DELIBERATE = 'left unhandled on purpose';

/**
 * @typedef {object} Result of one test
 * @property {string} name a sentence
 * @property {boolean} ok
 * @property {string} message the problem; empty for a passed test
 * @property {number} ms how long it took, in milliseconds
 * @property {string} [figures] what was measured
 * @property {string} [entry] of the package; default `patchlens`
 */

/**
 * Runs the tests in sequence.
 *
 * @param {{ patchlens: typeof import('patchlens'), fleet: typeof import('patchlens/fleet'),
 *   url: string }} given the package as this runtime imports it, and the URL of the service of
 *   tests/runtimes/service.mjs
 * @returns {Promise<Result[]>}
 * @throws if the service cannot be reached
 */
export async function run({ patchlens, fleet, url }) {
  const response = await fetch(`${url}/description`);
  const world = worldOf({ patchlens, fleet }, url, await response.json());
  const strays = watchStrays();
  watchMemory();
  const results = [await outcome('an unhandled rejection is detected', () => seen(strays))];
  for (const [entry, parts] of Object.entries(PARTS)) {
    const tests = parts.flatMap((part) => Object.entries(part.tests));
    for (const [name, test] of tests) {
      results.push({ ...(await outcome(name, () => test(world))), entry });
    }
    results.push({ ...(await outcome('no rejection was left unhandled', () => none(strays))), entry });
  }
  strays.release();
  return results;
}

/**
 * The environment of a test.
 * @typedef {object} World
 * @property {typeof import('patchlens')} patchlens
 * @property {typeof import('patchlens/fleet')} fleet
 * @property {object} service its description
 * @property {(scenario: string) => string} endpoint of a separate service
 * @property {(scenario: string, options?: object) => object} client of such a service
 * @property {(endpoint: string) => Promise<{ target: string, at: number, isGivenUp: boolean }[]>}
 *   seen the requests to an endpoint
 */

/** @returns {World} */
function worldOf({ patchlens, fleet }, url, service) {
  const { region, keys } = service;
  const endpoint = (scenario) => `${url}/${scenario}/${crypto.randomUUID()}`;
  return {
    patchlens,
    fleet,
    service,
    endpoint,
    client: (scenario, options) =>
      new patchlens.PatchClient({
        region,
        credentials: keys,
        endpoint: endpoint(scenario),
        ...options,
      }),
    seen: async (place) => (await fetch(`${place}/seen`)).json(),
  };
}

async function outcome(name, test) {
  const start = Date.now();
  const message = await withinLimit(messageOf(test));
  return { name, ok: message === '', message, ms: Date.now() - start };
}

async function messageOf(test) {
  try {
    await test();
    return '';
  } catch (error) {
    return String(error?.message ?? error) || 'failed without a message';
  }
}

async function withinLimit(message) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, LIMIT_MS, `did not settle within ${LIMIT_MS / 1000} s`);
  });
  try {
    return await Promise.race([message, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function seen(strays) {
  Promise.reject(new Error(DELIBERATE));
  await sleep(GRACE_MS);
  const texts = strays.take();
  if (texts.length !== 1 || !texts[0].includes(DELIBERATE)) {
    throw new Error(`seen were: ${JSON.stringify(texts)}`);
  }
}

async function none(strays) {
  await sleep(GRACE_MS);
  const texts = strays.take();
  if (texts.length > 0) throw new Error(texts.join('\n'));
}
