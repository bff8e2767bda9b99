import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

/**
 * The oldest browsers that the page supports. The module needs SIMD (Safari 16.4), the page compiles
 * more than 4 KB of WebAssembly at once (Chrome 114) and mixes colours (Firefox 113).
 */
const OLDEST_BROWSERS = ['chrome114', 'edge114', 'firefox113', 'safari16.4'];

const PACKAGE = fileURLToPath(new URL('../dist/', import.meta.url));

/**
 * What the built page may do: run its own scripts and WebAssembly, and connect to AWS or to a
 * service on this machine. Not in `vite dev`, which injects styles and a socket of its own.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  base: './',
  plugins: [preact(), contentSecurityPolicy()],
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
