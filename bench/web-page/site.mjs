/** The built page on a plain file server. */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

const DIST = fileURLToPath(new URL('../../www/dist', import.meta.url));

/** @returns {Promise<{ url: string, close: () => void }>} */
export async function openSite() {
  const serveFile = sirv(DIST, { dev: true });
  const server = createServer((request, response) => {
    serveFile(request, response, () => response.writeHead(404).end());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
