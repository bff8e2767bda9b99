/** Checks what bundlers leave out of apps that use little of the package. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const APPS = ['whole', 'sign', 'state', 'nothing', 'without', 'fleet', 'fleet-nothing'];
/** Texts that occur only in the code of clients, paginators and credentials providers. */
const UNUSED_BY_SIGNING = [
  'describeInstancePatches',
  'onAttempt',
  'for await',
  'AssumeRoleWithWebIdentity',
  'GetCredentialsForIdentity',
];
const STATE_BYTES = 1000;
/** Texts that occur only in the code of the fleet. */
const FLEET = ['merge fleets', 'open a snapshot', 'take in a response'];

/**
 * @param {import('./builds.mjs').Build} build
 * @param {string} sources of the apps
 * @param {string} out
 * @returns {Promise<import('../../js/suite/index.js').Result[]>}
 */
export async function shakingResults(build, sources, out) {
  const bundles = {};
  for (const app of APPS) {
    await build(sources, app, out);
    bundles[app] = readFileSync(join(out, `${app}.js`), 'utf8');
  }
  return [
    result('an app that imports nothing from it carries nothing of it', () => {
      return bundles.nothing === bundles.without ? '' : bundles.nothing;
    }),
    result(`an app that imports patchState carries less than ${STATE_BYTES} bytes`, () =>
      bundles.state.includes('WebAssembly') || bundles.state.length >= STATE_BYTES
        ? `${bundles.state.length} bytes`
        : '',
    ),
    signing(bundles),
    ...fleetResults(bundles).map((it) => ({ ...it, entry: 'patchlens/fleet' })),
  ];
}

function signing({ whole, sign, state }) {
  const name = 'an app that imports signRequest carries no client, paginator or provider';
  const unknown = UNUSED_BY_SIGNING.filter((text) => !whole.includes(text));
  const found = UNUSED_BY_SIGNING.filter((text) => sign.includes(text));
  const figures = Object.entries({ whole, signRequest: sign, patchState: state })
    .map(([app, code]) => `${app} ${code.length} (${brotliCompressSync(code).length} brotli)`)
    .join(', ');
  return {
    ...result(name, () => {
      if (unknown.length > 0) return `nor does the whole carry ${unknown.join(', ')}`;
      return found.length > 0 ? `it carries ${found.join(', ')}` : '';
    }),
    figures: `bytes: ${figures}`,
  };
}

function fleetResults({ whole, fleet, without, 'fleet-nothing': nothing }) {
  const compressed = brotliCompressSync(fleet).length;
  return [
    result('an app that imports nothing from it carries nothing of it', () =>
      nothing === without ? '' : nothing,
    ),
    {
      ...result('an app that imports only patchlens carries nothing of the fleet', () => {
        const unknown = FLEET.filter((text) => !fleet.includes(text));
        if (unknown.length > 0) return `nor does an app with a fleet carry ${unknown.join(', ')}`;
        return FLEET.filter((text) => whole.includes(text)).join(', ');
      }),
      figures: `bytes: fleet ${fleet.length} (${compressed} brotli)`,
    },
  ];
}

function result(name, problem) {
  const message = problem();
  return { name, ok: message === '', message, ms: 0 };
}
