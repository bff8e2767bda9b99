/** `patchlens serve` in this process, and requests to it of which every header is chosen. */
import { request as send } from 'node:http';
import { PassThrough } from 'node:stream';
import { after } from 'node:test';
import { run } from '../../cli/run.js';

const GLANCES_MS = 5;
const PATIENCE_MS = 20_000;

/** Ends the servers that a failed test has left: they would keep the file of tests from ending. */
const endings = [];
after(() => Promise.all(endings.map((end) => end())));

/**
 * @param {string[]} args
 * @param {object} [io] also `stdin: true` for a person who types
 */
export async function served(args, { env = {}, stdin } = {}) {
  const said = { stdout: '', stderr: '' };
  const stream = (name) => ({ write: (text) => Boolean((said[name] += text)) });
  const interrupt = new AbortController();
  const typed = stdin && new PassThrough();
  const io = { stdout: stream('stdout'), stderr: stream('stderr'), env, signal: interrupt.signal };
  let code;
  const ended = run(['serve', '--no-open', ...args], { ...io, ...(typed && { stdin: typed }) }).then((it) => {
    code = it;
    return it;
  });
  const close = () => {
    interrupt.abort();
    return ended;
  };
  endings.push(close);
  const says = async (pattern, name = 'stderr') => {
    const end = Date.now() + PATIENCE_MS;
    while (!pattern.test(said[name])) {
      if (code !== undefined) throw new Error(`ended with ${code}: ${said.stderr}`);
      if (Date.now() > end) throw new Error(`does not say ${pattern}: ${said[name]}`);
      await new Promise((resolve) => setTimeout(resolve, GLANCES_MS));
    }
  };
  await says(/\n/, 'stdout');
  const urls = () => said.stdout.trim().split('\n');
  const { host, port } = new URL(urls()[0]);
  return {
    said,
    says,
    urls,
    host,
    port,
    type: (line) => typed.write(`${line}\n`),
    ask: (path, options) => asked(port, path, { host, ...options }),
    interrupt: () => interrupt.abort(),
    close,
  };
}

/** @returns {Promise<{ status: number, headers: object, text: string }>} */
export function asked(port, path, { method = 'GET', body, ...headers } = {}) {
  return new Promise((resolve, reject) => {
    const outgoing = send({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (incoming) => {
      const chunks = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const { statusCode: status, headers: all } = incoming;
      resolve({ status, headers: all, text: Buffer.concat(chunks).toString() });
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

/** Opens the page's URL like a browser, and returns the cookie. */
export async function cookieOf(server) {
  const { pathname, search } = new URL(server.urls().at(-1));
  const { status, headers } = await server.ask(pathname + search);
  if (status !== 303) throw new Error(`HTTP ${status}`);
  return headers['set-cookie'][0].split(';')[0];
}
