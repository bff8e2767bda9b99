/**
 * The environment of the documentation's examples: the simulator as AWS, and the values that an
 * example may use without a declaration.
 */
import { readFileSync } from 'node:fs';
import { PatchClient } from 'patchlens';
import { createSimulator, Fleet, SAMPLE_CREDENTIALS } from '../../../simulator/index.js';

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

const THE_ACCOUNT = 'arn:aws:iam::123456789012:root';

const ROLES = [
  { arn: 'arn:aws:iam::123456789012:role/PatchReader', trusts: ['token.example.com', THE_ACCOUNT] },
  {
    arn: 'arn:aws:iam::210987654321:role/PatchReader',
    trusts: [THE_ACCOUNT],
    externalId: 'portal-42',
  },
];
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

const MODULE = new URL('../../../dist/patchlens_bg.wasm', import.meta.url);
const WASM = { 'content-type': 'application/wasm' };

const simulators = new Map();

/** Responds as AWS, and as the site of the README's page. */
export async function fetch(input, init) {
  if (input === '/my/credentials') return Response.json(credentials);
  if (input === '/assets/patchlens.wasm') return new Response(readFileSync(MODULE), { headers: WASM });
  const request = new Request(input, init);
  const { hostname } = new URL(request.url);
  const service = /^(ssm|ssm-fips|sts|cognito-identity)[.-]/.exec(hostname)?.[1];
  if (service) return simulatorOf(request).handle(request);
  if (/^AWS4-HMAC-SHA256 /.test(request.headers.get('authorization'))) return new Response('ok');
  throw new TypeError(`no example can reach ${hostname}`);
}

function simulatorOf(request) {
  const scope = /\/\d{8}\/([\w-]+)\//.exec(request.headers.get('authorization') ?? '');
  const place = scope?.[1] ?? region;
  if (!simulators.has(place)) simulators.set(place, simulatorIn(place));
  return simulators.get(place);
}

function simulatorIn(place) {
  return createSimulator({
    region: place,
    fleet: new DocumentedFleet({ nodes: 60, region: place }),
    roles: ROLES,
    identityPools: [POOL],
    webIdentityTokens: [
      { token: 'a.b.c', provider: POOL.providers[0] },
      { token: WEB_TOKEN, provider: 'token.example.com' },
    ],
  });
}

/** The environment of a Worker in the documentation. */
export const env = {
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_REGION: region,
};
