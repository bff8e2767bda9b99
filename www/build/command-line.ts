/** The page in the package, which `npx patchlens serve` shows. */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

export const PAGE_OF_COMMAND_LINE = fileURLToPath(new URL('../../dist-page/', import.meta.url));

/** Where the command line serves the files of dist/, which the package has already. */
const MODULES: Record<string, string> = {
  patchlens: '/package/index.js',
  'patchlens/fleet': '/package/fleet.js',
};

/** Leaves out the package's own modules: they would be a third of the tarball once more. */
export function packageBeside(): Plugin {
  return {
    name: 'package-beside',
    enforce: 'pre',
    apply: 'build',
    resolveId(id) {
      const served = MODULES[id];
      return served === undefined ? null : { id: served, external: 'absolute' };
    },
  };
}
