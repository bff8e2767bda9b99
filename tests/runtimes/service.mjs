/**
 * Serves SSM over HTTP to the suite of tests/js/suite, in every runtime. The path selects the faults, so
 * that a runtime needs no set-up. Each id has a simulator of its own, so that runs do not disturb each
 * other.
 *
 *     POST /throttled/a1b2     SSM with the faults of the scenario `throttled`, for the id `a1b2`
 *     GET /throttled/a1b2/seen the requests that this simulator has received
 *     GET /description         the credentials, names and nodes of the service
 */
import { createServer } from 'node:http';
import { AwsClient } from 'aws4fetch';
import { Fleet } from '../../simulator/fleet/fleet.js';
import { createSimulator, SAMPLE_CREDENTIALS } from '../../simulator/index.js';
import { nodeHandler } from '../../simulator/node-handler.js';

const REGION = 'us-east-1';
const ACCOUNT = '123456789012';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/PatchReader`;
const POOL = 'us-east-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d';
const PROVIDER = 'accounts.example.com';
const WEB_TOKEN = 'a.b.c';
const [KEYS, SESSION] = SAMPLE_CREDENTIALS;
/** Keys of an expired session. */
const EXPIRED = { ...SESSION, accessKeyId: 'ASIAEXPIREDEXAMPLE01' };
const HINT_MS = 150;
/** Leaves time to abort a call while it waits. */
const LONG_HINT_MS = 4000;

const SCENARIOS = {
  plain: {},
  'throttled-twice': { faults: [{ first: 2, fault: throttle(HINT_MS) }] },
  throttled: { faults: [{ fault: throttle(LONG_HINT_MS) }] },
  'failed-once': { faults: [{ first: 1, fault: { kind: 'fail', status: 503, body: '' } }] },
  failing: { faults: [{ fault: { kind: 'fail' } }] },
  'stalled-once': { faults: [{ first: 1, fault: { kind: 'stall' } }] },
  stalled: { faults: [{ fault: { kind: 'stall' } }] },
  reset: { faults: [{ fault: { kind: 'reset' } }] },
  cut: { faults: [{ fault: { kind: 'cut' } }] },
  'repeated-token': { quirks: ['repeated-token'] },
  identities: {
    roles: [{ arn: ROLE, trusts: [PROVIDER, `arn:aws:iam::${ACCOUNT}:root`] }],
    identityPools: [{ identityPoolId: POOL, allowsGuests: true }],
    webIdentityTokens: [{ token: WEB_TOKEN, provider: PROVIDER }],
  },
};

/**
 * Listens on a free port of 127.0.0.1.
 *
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} the URL has no slash at its end
 */
export async function startService() {
  const fleet = new Fleet({ region: REGION, start: Date.now(), nodes: 60, seed: 3 });
  const places = new Map();
  const description = await describe(fleet);
  const server = createServer((incoming, outgoing) => {
    const [, scenario, id, question] = new URL(incoming.url, 'http://service').pathname.split('/');
    if (scenario === 'description') return json(outgoing, 200, description);
    if (!Object.hasOwn(SCENARIOS, scenario)) return json(outgoing, 404, { scenario });
    const key = `${scenario}/${id}`;
    if (!places.has(key)) places.set(key, placeOf(scenario, fleet));
    const place = places.get(key);
    if (question === 'seen') return json(outgoing, 200, place.seen);
    return place.handler(incoming, outgoing);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => closed(server) };
}

function placeOf(scenario, fleet) {
  const seen = [];
  const simulator = createSimulator({
    fleet,
    region: REGION,
    credentials: [KEYS, SESSION, { ...EXPIRED, expiration: Date.now() - 60_000 }],
    ...SCENARIOS[scenario],
  });
  return { seen, handler: nodeHandler({ handle: noted(simulator, seen) }) };
}

/** Records each request, and whether the client gave it up. */
function noted(simulator, seen) {
  // Keep a reference to in-flight requests: Node collects the signal of an unreferenced one.
  const held = new Set();
  return (request) => {
    if (request.method !== 'OPTIONS') note(request, seen);
    held.add(request);
    return simulator.handle(request).finally(() => held.delete(request));
  };
}

function note(request, seen) {
  const target = request.headers.get('x-amz-target');
  const record = { target, at: Date.now(), isGivenUp: false };
  seen.push(record);
  request.signal.addEventListener('abort', () => (record.isGivenUp = true));
}

/** The expected values, read from the simulator with aws4fetch. */
async function describe(fleet) {
  const simulator = createSimulator({ fleet, region: REGION });
  const aws = new AwsClient({ ...KEYS, region: REGION, service: 'ssm', retries: 0 });
  const list = listing(aws, simulator);
  const nodes = await list('DescribeInstanceInformation', {}, 'InstanceInformationList');
  const InstanceIds = nodes.slice(0, 50).map(({ InstanceId }) => InstanceId);
  const states = await list('DescribeInstancePatchStates', { InstanceIds }, 'InstancePatchStates');
  const [{ InstanceId: nodeId }] = states.toSorted((a, b) => b.InstalledCount - a.InstalledCount);
  const patches = await list('DescribeInstancePatches', { InstanceId: nodeId }, 'Patches');
  return {
    region: REGION,
    keys: KEYS,
    session: SESSION,
    expiredKeys: EXPIRED,
    roleArn: ROLE,
    identityPoolId: POOL,
    webToken: WEB_TOKEN,
    hintMs: HINT_MS,
    longHintMs: LONG_HINT_MS,
    nodeIds: nodes.map(({ InstanceId }) => InstanceId),
    nodeId,
    patches: patches.map(withDate),
  };
}

function listing(aws, simulator) {
  return async (operation, input, member) => {
    const items = [];
    let NextToken;
    do {
      const body = JSON.stringify({ ...input, NextToken });
      const headers = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AmazonSSM.${operation}`,
      };
      const request = await aws.sign('https://ssm.us-east-1.amazonaws.com/', { body, headers });
      const response = await simulator.handle(request);
      const page = await response.json();
      if (!response.ok) throw new Error(`${operation}: ${page.__type}: ${page.message}`);
      items.push(...page[member]);
      ({ NextToken } = page);
    } while (NextToken);
    return items;
  };
}

/** On the wire a time is in seconds, and 0 means none. */
function withDate({ InstalledTime, ...patch }) {
  if (!InstalledTime) return patch;
  return { ...patch, InstalledTime: new Date(Math.round(InstalledTime * 1000)).toISOString() };
}

function throttle(retryAfterMs) {
  return { kind: 'throttle', retryAfterMs };
}

function json(outgoing, status, value) {
  const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*' };
  outgoing.writeHead(status, headers).end(JSON.stringify(value));
}

function closed(server) {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
