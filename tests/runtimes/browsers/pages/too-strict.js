import { PatchClient, PatchlensError, signRequest } from '/node_modules/patchlens/dist/index.js';
import { Fleet, parseFilter } from '/node_modules/patchlens/dist/fleet.js';
import { send } from './report.js';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
const options = { region: 'us-east-1', service: 'ssm', credentials };
const MESSAGE =
  "Cannot instantiate WebAssembly: the page's Content-Security-Policy must allow " +
  "'wasm-unsafe-eval' in its script-src";
const WAYS = {
  patchlens: {
    'a client': () => new PatchClient(options).describeInstanceInformation(),
    'a signature': () => signRequest({ url: 'https://example.com/' }, options),
  },
  'patchlens/fleet': {
    'a fleet': () => new Fleet(),
    'a snapshot': () => Fleet.open(new Uint8Array(8)),
    'a merged fleet': () => Fleet.merge([]),
    'a filter': () => parseFilter('severity=Critical', 'findings'),
  },
};

const results = Object.entries(WAYS).flatMap(([entry, ways]) =>
  Object.entries(ways).map(async ([name, use]) => {
    const message = await messageOf(use);
    return { name: `${name} says what the policy lacks`, ok: message === '', message, ms: 0, entry };
  }),
);
send(await Promise.all(results));

/** The error, if it is not the expected one; else an empty text. */
async function messageOf(use) {
  try {
    await use();
    return 'there was no error';
  } catch (error) {
    const isRight = error instanceof PatchlensError && error.code === 'wasm';
    return isRight && error.message === MESSAGE ? '' : `${error}\n${error.cause}`;
  }
}
