import { createRequest, sendResponse } from '@remix-run/node-fetch-server';

/**
 * A `node:http` request listener for a simulator. A server can mount it under any path, but must not
 * change the URL of requests, because the path is part of what was signed.
 *
 * @param {{ handle: (request: Request) => Promise<Response> }} simulator
 * @returns {(incoming: import('node:http').IncomingMessage,
 *   outgoing: import('node:http').ServerResponse) => Promise<void>}
 */
export function nodeHandler(simulator) {
  return async (incoming, outgoing) => {
    const request = requestOf(incoming, outgoing);
    if (request === undefined) return;
    const response = await responseTo(request, simulator);
    if (response === undefined) return;
    if (response.type === 'error') {
      incoming.socket.resetAndDestroy();
      return;
    }
    await sendResponse(outgoing, response);
  };
}

function requestOf(incoming, outgoing) {
  try {
    return createRequest(incoming, outgoing);
  } catch {
    // The Host header or the request target does not make a URL.
    outgoing.writeHead(400, { 'content-type': 'text/plain' }).end('Bad Request');
    return undefined;
  }
}

/** Undefined if the client closed the connection, which also ends a stall. */
async function responseTo(request, simulator) {
  try {
    return await simulator.handle(request);
  } catch (error) {
    if (request.signal.aborted) return undefined;
    console.error(error);
    return new Response('Internal Server Error', { status: 500 });
  }
}
