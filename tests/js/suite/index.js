/**
 * The suite for every runtime. It needs no framework and no module of a platform, only the package
 * as an argument, `fetch`, and the simulator over HTTP.
 */
import * as calls from './calls.js';
import { sleep } from './check.js';
import * as credentials from './credentials.js';
import * as endings from './endings.js';
import * as errors from './errors.js';
import * as hostile from './hostile.js';
import { watchMemory } from './memory.js';
import * as paging from './paging.js';
import * as releasing from './releasing.js';
import * as retries from './retries.js';
import * as signing from './signing.js';
import { watchStrays } from './strays.js';

const PARTS = [signing, calls, paging, retries, endings, credentials, errors, hostile, releasing];
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
 */

/**
 * Runs the tests in sequence.
 *
 * @param {{ patchlens: typeof import('patchlens'), url: string }} given the package as this
 *   runtime imports it, and the URL of the service of tests/runtimes/service.mjs
 * @returns {Promise<Result[]>}
 * @throws if the service cannot be reached
 */
export async function run({ patchlens, url }) {
  const response = await fetch(`${url}/description`);
  const world = worldOf(patchlens, url, await response.json());
  const strays = watchStrays();
  watchMemory();
  const results = [await outcome('an unhandled rejection is detected', () => seen(strays))];
  for (const { tests } of PARTS) {
    for (const [name, test] of Object.entries(tests)) {
      results.push(await outcome(name, () => test(world)));
    }
  }
  results.push(await outcome('no rejection was left unhandled', () => none(strays)));
  strays.release();
  return results;
}

/**
 * The environment of a test.
 * @typedef {object} World
 * @property {typeof import('patchlens')} patchlens
 * @property {object} service its description
 * @property {(scenario: string) => string} endpoint of a separate service
 * @property {(scenario: string, options?: object) => object} client of such a service
 * @property {(endpoint: string) => Promise<{ target: string, at: number, isGivenUp: boolean }[]>}
 *   seen the requests to an endpoint
 */

/** @returns {World} */
function worldOf(patchlens, url, service) {
  const { region, keys } = service;
  const endpoint = (scenario) => `${url}/${scenario}/${crypto.randomUUID()}`;
  return {
    patchlens,
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
