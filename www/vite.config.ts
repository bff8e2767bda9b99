import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

/**
 * What the built page may do: run its own scripts and WebAssembly, and talk to AWS or to a service
 * on this machine. Not in `vite dev`, which injects styles and a socket of its own.
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
  build: { target: 'es2022', assetsInlineLimit: 0 },
});
