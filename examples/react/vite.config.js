import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Replaces your backend during development: gives the page the keys of your shell. Your backend has
 * to authenticate the user, and to give temporary keys of a role that may only read patches.
 */
function credentials() {
  return {
    name: 'credentials',
    configureServer({ middlewares }) {
      middlewares.use('/credentials.json', (_, response) => {
        const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
        const keys = {
          accessKeyId: AWS_ACCESS_KEY_ID,
          secretAccessKey: AWS_SECRET_ACCESS_KEY,
          sessionToken: AWS_SESSION_TOKEN,
        };
        const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
        response.writeHead(200, headers).end(JSON.stringify(keys));
      });
    },
  };
}

export default defineConfig({ plugins: [react(), credentials()] });
