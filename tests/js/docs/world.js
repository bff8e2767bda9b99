/**
 * The environment of the documentation's examples: the simulator as AWS, and the values that an
 * example may use without a declaration.
 */
import { readFileSync } from 'node:fs';
import { PatchClient } from 'patchlens';
import { createSimulator, Fleet, SAMPLE_CREDENTIALS } from '../../../simulator/index.js';
import { NOW } from './clock.js';

export const [credentials] = SAMPLE_CREDENTIALS;
export const { accessKeyId, secretAccessKey } = credentials;
/** A scanned node. */
export const InstanceId = 'i-0123456789abcdef0';
export const region = 'eu-central-1';
export const client = new PatchClient({ region, credentials });
/** The token of the signed-in user, from an identity provider. */
export const idToken = async () => 'a.b.c';
/** The token of a workload, in the file that its environment names. */
export const WEB_TOKEN = 'd.e.f';

/** The account of the keys, and those of the roles that the keys may take. */
const ACCOUNT = '123456789012';
const THE_ACCOUNT = `arn:aws:iam::${ACCOUNT}:root`;

const ROLES = {
  [ACCOUNT]: {
    arn: `arn:aws:iam::${ACCOUNT}:role/PatchReader`,
    trusts: ['token.example.com', THE_ACCOUNT],
  },
  210987654321: {
    arn: 'arn:aws:iam::210987654321:role/PatchReader',
    trusts: [THE_ACCOUNT],
    externalId: 'portal-42',
  },
};
const ACCOUNTS = [ACCOUNT, '210987654321', '111122223333', '444455556666'];
const REGIONS = [region, 'eu-west-1', 'us-east-1'];
const POOL = {
  identityPoolId: 'eu-central-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d',
  providers: ['cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI'],
  allowsGuests: true,
};
/** A fleet with the documentation's node as the first scanned node. */
class DocumentedFleet extends Fleet {
  find(id) {
    if (id !== InstanceId) return super.find(id);
    for (const [, node] of this.nodes()) if (node.isScanned) return node;
    return undefined;
  }
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** How many days the fleets of the documentation have existed. */
export const DAYS = 30;

function fleetOf(account, place, day) {
  const seed = 1 + ACCOUNTS.indexOf(account) * REGIONS.length + REGIONS.indexOf(place);
  const size = account === ACCOUNT ? { nodes: 60, stopped: 3 } : { nodes: 12, stopped: 1 };
  const start = NOW - DAYS * DAY_MS;
  return new DocumentedFleet({ ...size, seed, region: place, start, day, mix: 'realistic' });
}

/** AWS as it was so many days after the fleets began. */
export function simulatorOn(day) {
  const scopes = ACCOUNTS.flatMap((account) =>
    REGIONS.map((place) => ({
      account,
      region: place,
      fleet: fleetOf(account, place, day),
      role: ROLES[account],
    })),
  );
  return createSimulator({
    scopes,
    identityPools: [POOL],
    webIdentityTokens: [
      { token: 'a.b.c', provider: POOL.providers[0] },
      { token: WEB_TOKEN, provider: 'token.example.com' },
    ],
    now: () => Date.now(),
  });
}

const WASM = { 'content-type': 'application/wasm' };

const simulator = simulatorOn(DAYS);

/** Responds as AWS, as the site of the README's page, and as the server of a fleet. */
export async function fetch(input, init) {
  if (input === '/my/credentials') return Response.json(credentials);
  const asset = /^\/assets\/(\w+)\.wasm$/.exec(input)?.[1];
  if (asset) return new Response(moduleBytes(asset), { headers: WASM });
  const request = new Request(input, init);
  const { hostname } = new URL(request.url);
  const service = /^(ssm|ssm-fips|sts|cognito-identity)[.-]/.exec(hostname)?.[1];
  if (service) return simulator.handle(request);
  if (hostname === 'fleet.example.com') return (await import('./fleet-server.js')).respond(request);
  if (/^AWS4-HMAC-SHA256 /.test(request.headers.get('authorization'))) return new Response('ok');
  throw new TypeError(`no example can reach ${hostname}`);
}

function moduleBytes(name) {
  return readFileSync(new URL(`../../../dist/${name}_bg.wasm`, import.meta.url));
}

/** The environment of a Worker in the documentation. */
export const env = {
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_REGION: region,
};
