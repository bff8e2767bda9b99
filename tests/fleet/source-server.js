/** Serves a fleet by docs/backend-protocol.md on this computer, for tests. */
import { createServer } from 'node:http';
import { createRequest, sendResponse } from '@remix-run/node-fetch-server';
import { serveFleet } from '../../src/js/fleet/serve-source.js';

const HOST = '127.0.0.1';

/**
 * @param {import('../../src/js/fleet/index.js').FleetSource} source
 * @param {import('../../src/js/fleet/serve-source.js').ServeOptions} [options]
 */
export function serveSource(source, options) {
  return serveHandler(serveFleet(source, options));
}

/**
 * A server on a free port that answers with a handler.
 *
 * @param {(request: Request) => Promise<Response> | Response} handler
 * @returns {Promise<{ url: string, requests: { method: string, url: string, headers: object }[],
 *   close: () => Promise<void> }>} `requests`: what came, without bodies
 */
export async function serveHandler(handler) {
  const requests = [];
  const server = createServer(async (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    requests.push({ method, url, headers });
    // A page of another site whose name leads to this computer has another host.
    const isMeant = headers.host === `${HOST}:${server.address().port}`;
    const answer = isMeant
      ? handler(createRequest(incoming, outgoing))
      : new Response(null, { status: 421 });
    await sendResponse(outgoing, await answer);
  });
  await new Promise((resolve) => server.listen(0, HOST, resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://${HOST}:${server.address().port}/`, requests, close };
}
