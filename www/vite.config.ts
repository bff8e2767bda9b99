import process from 'node:process';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { contentSecurityPolicy, ownOrigins } from './build/policy.ts';
import { sampleFleetFiles } from './build/sample-fleet.ts';

/**
 * The oldest browsers that the page supports. The module needs SIMD (Safari 16.4), the page compiles
 * more than 4 KB of WebAssembly at once (Chrome 114) and mixes colours (Firefox 113).
 */
const OLDEST_BROWSERS = ['chrome114', 'edge114', 'firefox113', 'safari16.4'];

const PACKAGE = fileURLToPath(new URL('../dist/', import.meta.url));

export default defineConfig({
  base: './',
  plugins: [
    preact(),
    contentSecurityPolicy(ownOrigins(process.env.PATCHLENS_CONNECT)),
    sampleFleetFiles(OLDEST_BROWSERS),
  ],
  build: {
    target: OLDEST_BROWSERS,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Apart from the page's own code, whose size has a limit, and which changes more often.
        codeSplitting: {
          groups: [{ name: 'patchlens', test: (id) => id.startsWith(PACKAGE) }],
        },
      },
    },
  },
});
