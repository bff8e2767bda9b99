import process from 'node:process';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { PAGE_OF_COMMAND_LINE, packageBeside } from './build/command-line.ts';
import { contentSecurityPolicy, ownOrigins } from './build/policy.ts';
import { sampleFleetFiles } from './build/sample-fleet.ts';

/**
 * The oldest browsers that the page supports. The module needs SIMD (Safari 16.4), the page compiles
 * more than 4 KB of WebAssembly at once (Chrome 114) and mixes colours (Firefox 113).
 */
const OLDEST_BROWSERS = ['chrome114', 'edge114', 'firefox113', 'safari16.4'];

const PACKAGE = fileURLToPath(new URL('../dist/', import.meta.url));

/** With `--mode command-line`, the page as `npx patchlens serve` shows it. */
export default defineConfig(({ mode }) => {
  const isServed = mode === 'command-line';
  const policy = contentSecurityPolicy(isServed ? [] : ownOrigins(process.env.PATCHLENS_CONNECT));
  return {
    base: './',
    plugins: [preact(), policy, isServed ? packageBeside() : sampleFleetFiles(OLDEST_BROWSERS)],
    build: {
      target: OLDEST_BROWSERS,
      assetsInlineLimit: 0,
      ...(isServed && { outDir: PAGE_OF_COMMAND_LINE, emptyOutDir: true }),
      rolldownOptions: {
        output: {
          // Apart from the page's own code, whose size has a limit, and which changes more often.
          codeSplitting: {
            groups: [{ name: 'patchlens', test: (id: string) => id.startsWith(PACKAGE) }],
          },
        },
      },
    },
  };
});
