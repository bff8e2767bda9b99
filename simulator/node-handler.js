import { createRequest, sendResponse } from '@remix-run/node-fetch-server';

/**
 * A `node:http` request listener for a simulator, to be mounted under any path: hand requests on
 * with their URL unchanged, since the path is part of what was signed.
 *
 * @param {{ handle: (request: Request) => Promise<Response> }} simulator
 * @returns {(incoming: import('node:http').IncomingMessage,
 *   outgoing: import('node:http').ServerResponse) => Promise<void>}
 */
export function nodeHandler(simulator) {
  return async (incoming, outgoing) => {
    const request = requestOf(incoming, outgoing);
    if (request === undefined) return;
    const response = await answerTo(request, simulator);
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
    // A Host header or request target that no URL can be made of.
    outgoing.writeHead(400, { 'content-type': 'text/plain' }).end('Bad Request');
    return undefined;
  }
}

/** Undefined if the client went away, which also ends a stall. */
async function answerTo(request, simulator) {
  try {
    return await simulator.handle(request);
  } catch (error) {
    if (request.signal.aborted) return undefined;
    console.error(error);
    return new Response('Internal Server Error', { status: 500 });
  }
}
