/**
 * `npm start`: the page with a sample fleet, from a server on this machine. It takes the options of
 * the simulator, of which `--help` lists all.
 *
 *     npm start -- [--port 4680] [--mix plain] [--scope 111122223333/eu-central-1:2000:40]
 */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { listenNear } from './listening.mjs';
import { ROOT } from './process.mjs';
import { sampleOfToday, withPast } from './sample-fleet.mjs';
import { historySite } from './sample-history.mjs';
import { setUp } from './setup.mjs';
import { inWords, simulatorOptions, usageOf } from './simulator-options.mjs';

const PORT = 4680;
const WITHOUT = 'Without options of the fleet: three scopes of two accounts, with a history.';

async function main(args) {
  const { help, isOwn, fleet, ...place } = simulatorOptions(args, PORT);
  if (help) return console.log(usageOf('npm start', PORT, WITHOUT));
  await setUp({ build: true });
  const options = isOwn ? withPast(fleet) : { quirks: fleet.quirks, ...sampleOfToday() };
  const { simulator, handler } = await site(options, isOwn);
  const server = createServer(handler);
  const port = await listenNear(server, place);
  console.log(`\npatchlens: http://${place.host}:${port}/\n`);
  console.log(`A sample fleet: ${simulator.scopes.map(inWords).join('; ')}. Ctrl+C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => end(server));
}

/**
 * The page, the simulator that it reads, and where to find that.
 *
 * @param {boolean} isOwn whether the fleet needs a history of its own in place of the built one
 */
async function site(options, isOwn) {
  const { default: sirv } = await import('sirv');
  const { createSimulator, SAMPLE_CREDENTIALS } = await import('../simulator/index.js');
  const { nodeHandler } = await import('../simulator/node-handler.js');
  const simulator = createSimulator(options);
  const history = isOwn ? historySite({ options }) : undefined;
  const service = nodeHandler(simulator);
  const page = sirv(join(ROOT, 'www/dist'), { etag: true, maxAge: 0 });
  const sample = JSON.stringify({
    endpoint: '/ssm/',
    ...placesOf(simulator),
    ...SAMPLE_CREDENTIALS[0],
  });
  const handler = (request, response) => {
    const [path] = request.url.split('?');
    if (path === '/ssm/') return service(request, response);
    if (path === '/sample.json') return json(response, sample);
    if (history && path.startsWith('/history/')) return history(path, response);
    return page(request, response, () => response.writeHead(404).end('Not found'));
  };
  return { simulator, handler };
}

/** The keys belong to none of the accounts; they assume the role in each. */
function placesOf({ region, scopes }) {
  if (scopes[0].account === undefined) return { region };
  return { scopes: scopes.map(({ account, region, role }) => ({ account, region, roleArn: role })) };
}

function json(response, text) {
  response
    .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(text);
}

function end(server) {
  server.close();
  server.closeAllConnections();
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`Cannot start: ${error.message}`);
  process.exitCode = 1;
}
