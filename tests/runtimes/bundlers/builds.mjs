/** Builds an app with each bundler, for the web and almost without configuration. */
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Bundles `<folder>/<app>.js` into `<out>/<app>.js`.
 *
 * @typedef {(folder: string, app: string, out: string) => Promise<unknown>} Build
 */

/** @type {Record<string, Build>} by the names of their packages */
export const BUILDS = {
  async vite(folder, app, out) {
    const { build } = await import('vite');
    const input = join(folder, `${app}.js`);
    const rolldownOptions = { input, output: { entryFileNames: '[name].js' } };
    await build({
      root: folder,
      configFile: false,
      logLevel: 'warn',
      build: { outDir: out, emptyOutDir: false, rolldownOptions },
    });
  },

  async webpack(folder, app, out) {
    const { default: webpack } = await import('webpack');
    await compiled(webpack, folder, app, out);
  },

  async '@rspack/core'(folder, app, out) {
    const { rspack } = await import('@rspack/core');
    await compiled(rspack, folder, app, out);
  },

  async rollup(folder, app, out) {
    const { rollup } = await import('rollup');
    const { nodeResolve } = await import('@rollup/plugin-node-resolve');
    const plugins = [nodeResolve({ browser: true })];
    const bundle = await rollup({ input: join(folder, `${app}.js`), plugins });
    await bundle.write({ dir: out, format: 'es' });
    await bundle.close();
  },

  async esbuild(folder, app, out) {
    const { build } = await import('esbuild');
    await build({
      entryPoints: [join(folder, `${app}.js`)],
      outdir: out,
      bundle: true,
      minify: true,
      format: 'esm',
      logLevel: 'warning',
      // The app `nothing` consists of a bare import.
      logOverride: { 'ignored-bare-import': 'silent' },
    });
  },
};

/** For webpack and Rspack, which has the same API. */
async function compiled(bundler, folder, app, out) {
  const compiler = bundler({
    mode: 'production',
    context: folder,
    entry: { [app]: `./${app}.js` },
    output: { path: out },
    // The hints are about large bundles, as this one is.
    performance: { hints: false },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  if (stats.hasErrors() || stats.hasWarnings()) {
    throw new Error(stats.toString({ all: false, errors: true, warnings: true }));
  }
}
