import { existsSync, realpathSync } from 'node:fs';
import { createServer } from 'node:http';
import { isIPv6 } from 'node:net';
import { fileURLToPath } from 'node:url';
import { readCommandLine, USAGE, UsageError } from './command-line.js';
import { greeting } from './greeting.js';
import { nodeHandler } from './node-handler.js';
import { createSimulator } from './simulator.js';

/**
 * Serves a simulator over HTTP.
 *
 * @param {import('./settings.js').SimulatorOptions & { host?: string, port?: number }} [options]
 *   the simulator's options; `host` is 127.0.0.1 and `port` any free one by default
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void>,
 *   simulator: ReturnType<typeof createSimulator> }>} `url` without a slash at its end; `close`
 *   also ends open connections
 * @throws if it cannot listen on the address, with Node's `code` such as `EADDRINUSE`
 */
export async function serve({ host = '127.0.0.1', port = 0, ...options } = {}) {
  const simulator = createSimulator(options);
  const server = createServer(nodeHandler(simulator));
  await listening(server, host, port);
  const address = server.address();
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    simulator,
    close: () => closed(server),
  };
}

function listening(server, host, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function closed(server) {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

async function main(args) {
  const { help, ...options } = readCommandLine(args);
  if (help) {
    console.log(USAGE);
    return;
  }
  const running = await serve(options);
  console.log(greeting(running));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => running.close());
}

/** Errors of `listen` have `address` and `port`. */
function explain(error) {
  const place = `port ${error.port} on ${error.address}`;
  if (error instanceof UsageError) return `${error.message} (see --help)`;
  if (error.code === 'EADDRINUSE') return `${place} is in use; choose another with --port`;
  if (error.code === 'EACCES') return `${place} needs more permissions; choose another with --port`;
  return `cannot start: ${error.message}`;
}

function isMain() {
  const main = process.argv[1] ?? '';
  return existsSync(main) && realpathSync(main) === fileURLToPath(import.meta.url);
}

if (isMain()) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(`simulator: ${explain(error)}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  });
}
