/** The server of `patchlens serve`: the page, and the questions of docs/backend-protocol.md. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { serveFleet } from 'patchlens/fleet';
import { CommandError } from '../command-error.js';
import { Access } from './access.js';
import { protocolError } from './protocol-answer.js';
import { answerScan, SCAN_PATH } from './scan-request.js';

const LOOPBACK = '127.0.0.1';
const QUESTION = /^\/v\d+\//;
const COMMON = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
const NO_CODE = 'The code in this URL is wrong, has expired or was used before. Take a new URL from the command';
const NO_COOKIE = 'This browser has not opened the URL with the code that the command printed';
const WORDS = {
  EADDRINUSE: 'another program uses it',
  EACCES: 'this user may not use it',
};

/**
 * @param {object} options
 * @param {import('patchlens/fleet').FleetSource} options.source
 * @param {import('./page-files.js').PageFiles} options.files
 * @param {number} options.port 0 for a free one
 * @param {() => object} [options.scan] starts a reading, and returns the answer to the page
 * @param {(error: unknown) => void} options.onError called with errors that no answer shows
 * @returns {Promise<{ newUrl: () => string, close: () => Promise<void> }>}
 * @throws {CommandError} if the port is taken
 */
export async function openServer({ source, files, port, scan, onError }) {
  const server = createServer();
  await listening(server, port);
  const access = new Access(server.address().port);
  const handler = { access, files, scan, ask: serveFleet(source, { onError }), onError };
  server.on('request', (incoming, outgoing) => void respond(handler, incoming, outgoing));
  return {
    newUrl: () => access.newUrl(),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listening(server, port) {
  server.listen(port, LOOPBACK);
  try {
    await once(server, 'listening');
  } catch (error) {
    const words = WORDS[error.code] ?? error.message;
    throw new CommandError(`Cannot listen on port ${port}: ${words}`, { cause: error });
  }
}

async function respond(handler, incoming, outgoing) {
  const { files, onError } = handler;
  try {
    const answer = await answerTo(handler, incoming);
    const { status, headers, body = '' } = answer;
    outgoing.writeHead(status, { ...files.headers, ...COMMON, ...headers });
    outgoing.end(incoming.method === 'HEAD' ? undefined : body);
  } catch (error) {
    // A browser that went away is no fault.
    if (!incoming.destroyed || incoming.complete) onError(error);
    outgoing.destroy();
  }
}

async function answerTo({ access, files, scan, ask }, incoming) {
  const { method, headers } = incoming;
  const foreign = access.foreign(headers);
  if (foreign !== undefined) return refused(403, foreign);
  const own = `http://${headers.host}`;
  if (!URL.canParse(incoming.url, own)) return refused(400, 'The path is wrong');
  const { pathname, searchParams } = new URL(incoming.url, own);
  const isQuestion = QUESTION.test(pathname);
  const code = isQuestion ? null : searchParams.get('code');
  if (code !== null) return exchanged(access, incoming, code);
  if (!access.knows(headers)) return isQuestion ? protocolError(403, 'forbidden', NO_COOKIE) : refused(403, NO_COOKIE);
  if (scan && pathname === SCAN_PATH) return answerScan(scan, incoming);
  if (isQuestion) return asked(ask, incoming, own + pathname);
  if (!isReading(method)) return { ...refused(405, 'This path takes GET'), headers: { allow: 'GET, HEAD' } };
  const file = await files.find(pathname);
  if (file === undefined) return refused(404, 'There is no such file');
  return { status: 200, headers: { 'content-type': file.type }, body: file.body };
}

const isReading = (method) => method === 'GET' || method === 'HEAD';

/** Takes the code out of the address bar. A program that looks at the URL first must not use the code up. */
function exchanged(access, { method, headers }, code) {
  const cookie = method === 'GET' ? access.exchange(code) : undefined;
  if (cookie !== undefined) return { status: 303, headers: { location: '/', 'set-cookie': cookie } };
  return access.knows(headers) ? { status: 303, headers: { location: '/' } } : refused(403, NO_CODE);
}

async function asked(ask, incoming, url) {
  const { method } = incoming;
  // What is asked needs no cookie.
  const { cookie: _, ...headers } = incoming.headers;
  const body = isReading(method) ? {} : { body: Readable.toWeb(incoming), duplex: 'half' };
  const response = await ask(new Request(url, { method, headers, ...body }));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

function refused(status, reason) {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${reason}.\n` };
}
