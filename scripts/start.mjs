/**
 * `npm start`: the page with a sample fleet, from a server on this machine.
 *
 *     npm start -- [--port 4680] [--nodes 1000] [--seed 1]
 */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './process.mjs';
import { historySite, sampleFleet } from './sample-history.mjs';
import { setUp } from './setup.mjs';

const HOST = '127.0.0.1';
const PORT = 4680;
const PORTS_TRIED = 20;
const OPTIONS = {
  port: { type: 'string' },
  nodes: { type: 'string', default: '1000' },
  seed: { type: 'string', default: '1' },
};

async function main() {
  const { port, nodes, seed } = options();
  await setUp({ build: true });
  const server = createServer(await site({ nodes, seed }));
  const used =
    port === undefined ? await nextFree(server, PORT, PORTS_TRIED) : await listen(server, port);
  console.log(`\npatchlens: http://${HOST}:${used}/\n`);
  console.log(`A sample fleet of ${nodes} nodes (seed ${seed}). Ctrl+C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => end(server));
}

function options() {
  const { values } = parseArgs({ options: OPTIONS });
  for (const [name, value] of Object.entries(values)) {
    if (!/^\d{1,9}$/.test(value))
      throw new Error(`--${name}: expected a whole number, got "${value}"`);
  }
  const number = (name) => (values[name] === undefined ? undefined : Number(values[name]));
  return { port: number('port'), nodes: number('nodes'), seed: number('seed') };
}

// The page, the simulator that it reads, and where to find that.
async function site(fleet) {
  const { default: sirv } = await import('sirv');
  const { createSimulator, SAMPLE_CREDENTIALS } = await import('../simulator/index.js');
  const { nodeHandler } = await import('../simulator/node-handler.js');
  const today = sampleFleet(fleet);
  const simulator = createSimulator({ fleet: today });
  const history = historySite({ ...today, days: today.day });
  const service = nodeHandler(simulator);
  const page = sirv(join(ROOT, 'www/dist'), { etag: true, maxAge: 0 });
  const sample = JSON.stringify({
    endpoint: '/ssm/',
    region: simulator.region,
    ...SAMPLE_CREDENTIALS[0],
    nodes: fleet.nodes,
  });
  return (request, response) => {
    const [path] = request.url.split('?');
    if (path === '/ssm/') return service(request, response);
    if (path === '/sample.json') return json(response, sample);
    if (path.startsWith('/history/')) return history(path, response);
    return page(request, response, () => response.writeHead(404).end('Not found'));
  };
}

function json(response, text) {
  response
    .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(text);
}

async function nextFree(server, port, tries) {
  try {
    return await listen(server, port);
  } catch (error) {
    if (error.code !== 'EADDRINUSE' || tries === 1) throw error;
    return nextFree(server, port + 1, tries - 1);
  }
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve(server.address().port);
    });
  });
}

function end(server) {
  server.close();
  server.closeAllConnections();
}

try {
  await main();
} catch (error) {
  console.error(`Cannot start: ${error.message}`);
  process.exitCode = 1;
}
