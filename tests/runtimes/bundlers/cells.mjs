/** Runs the suite in Chromium from the bundle of each bundler, and checks what bundles leave out. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { onSite } from '../browsers/cells.mjs';
import { openChromium } from '../browsers/playwright.mjs';
import { resultsOf } from '../browsers/session.mjs';
import { appsFor } from './apps.mjs';
import { BUILDS } from './builds.mjs';
import { shakingResults } from './shaking.mjs';

const require = createRequire(import.meta.url);

/** @type {import('../matrix.mjs').Cell[]} */
export const cells = [
  cellOf('vite', 'dev server, in Chromium', inDevServer),
  ...Object.entries(BUILDS).map(([name, build]) =>
    cellOf(name, 'build, in Chromium', (place) => inBuild(name, build, place)),
  ),
];

function cellOf(name, way, run) {
  return {
    name: shortOf(name),
    needs: ['chromium'],
    way,
    runtime: () => `${shortOf(name)} ${require(`${name}/package.json`).version}`,
    run,
  };
}

/** The name without a scope: `rspack` for `@rspack/core`. */
function shortOf(name) {
  return name.match(/^@(\w+)/)?.[1] ?? name;
}

async function inBuild(name, build, place) {
  const { sources, out, path } = appsFor(place.folder, shortOf(name));
  await build(sources, 'suite', out);
  const results = await onSite(openChromium, place, (session, site) =>
    resultsOf(session, site, path, place.url),
  );
  return [...results, ...(await shakingResults(build, sources, out))];
}

async function inDevServer(place) {
  const { createServer } = await import('vite');
  const { sources } = appsFor(place.folder, 'vite-dev');
  const server = await createServer({
    root: sources,
    configFile: false,
    cacheDir: join(sources, 'cache'),
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, ws: false, watch: null, fs: { allow: [place.folder] } },
  });
  try {
    await server.listen();
    const [page] = server.resolvedUrls.local;
    return await onSite(openChromium, place, (session, site) =>
      resultsOf(session, site, page, place.url),
    );
  } finally {
    await server.close();
  }
}
