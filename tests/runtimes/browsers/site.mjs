/**
 * Serves the installed package, the suite and the pages. Every other path is a proxy for the service,
 * so that a page can reach it at its own origin. Pages send their results here.
 */
import { randomUUID } from 'node:crypto';
import { createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

const PAGES = fileURLToPath(new URL('pages', import.meta.url));
const RESULTS = '/results/';

/**
 * @typedef {object} Site
 * @property {string} url without a slash at its end
 * @property {(ms: number) => { url: string, results: Promise<unknown>, forget: () => void }} expect
 *   a page sends its results to `url`; `results` rejects after so many milliseconds, unless `forget`
 *   is called before
 * @property {() => Promise<void>} close
 */

/**
 * @param {{ folders: string[], service: string, policies?: Record<string, string> }} what to serve
 *   besides the pages, the URL of the service, and a Content-Security-Policy by the page's path
 * @returns {Promise<Site>} on a free port of 127.0.0.1
 */
export async function startSite({ folders, service, policies = {} }) {
  const awaited = new Map();
  const files = [PAGES, ...folders].map((folder) => sirv(folder, { dev: true }));
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url, 'http://site');
    if (pathname.startsWith(RESULTS)) return receive(incoming, outgoing, awaited);
    if (pathname in policies) outgoing.setHeader('content-security-policy', policies[pathname]);
    const handOn = () => forward(incoming, outgoing, service);
    return files.reduceRight((next, serve) => () => serve(incoming, outgoing, next), handOn)();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, expect: (ms) => expectation(url, awaited, ms), close: () => closed(server) };
}

function expectation(url, awaited, ms) {
  const path = RESULTS + randomUUID();
  let timer;
  const results = new Promise((resolve, reject) => {
    timer = setTimeout(reject, ms, new Error(`sent no results within ${ms / 1000} s`));
    awaited.set(path, resolve);
  });
  const forget = () => {
    clearTimeout(timer);
    awaited.delete(path);
  };
  return { url: url + path, results, forget };
}

async function receive(incoming, outgoing, awaited) {
  const results = JSON.parse(await text(incoming));
  outgoing.writeHead(204, { 'access-control-allow-origin': '*' }).end();
  awaited.get(incoming.url)?.(results);
}

/** Forwards path and host unchanged, since they are signed. Either side can abort. */
function forward(incoming, outgoing, service) {
  const { method, headers } = incoming;
  const onward = request(service + incoming.url, { method, headers }, (response) => {
    outgoing.writeHead(response.statusCode, response.headers);
    response.on('error', () => outgoing.destroy());
    response.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

function closed(server) {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
