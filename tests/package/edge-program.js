/** The edge function of edge-light.test.js. The request says how to reach the service. */
import { PatchClient, PatchlensError, signRequest } from 'patchlens';
import { scanFleet } from 'patchlens/fleet';

async function answer(options) {
  const client = new PatchClient(options);
  const { items } = await client.paginate('describeInstanceInformation', {}).collect();
  const nodes = items.map(({ InstanceId }) => InstanceId);
  const { InstancePatchStates } = await client.describeInstancePatchStates({ InstanceIds: nodes });
  const signed = await statusOfSigned(options);
  const scanned = await scannedFrom(client);
  const refused = await client.describeInstancePatchStates({ InstanceIds: 'i-1' }).catch(reported);
  return { nodes, states: InstancePatchStates, signed, scanned, refused };
}

async function statusOfSigned({ endpoint, credentials, region }) {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonSSM.DescribePatchBaselines',
  };
  const request = { method: 'POST', url: endpoint, headers, body: '{}' };
  const signed = await signRequest(request, { credentials, region, service: 'ssm' });
  return (await fetch(signed.url, signed)).status;
}

async function scannedFrom(client) {
  const fleet = await scanFleet({ id: '123456789012/us-east-1', client });
  const { nodeCount, complete } = fleet;
  fleet.free();
  return { nodes: nodeCount, complete };
}

function reported(error) {
  return { isOurs: error instanceof PatchlensError, code: error.code };
}

addEventListener('fetch', (event) => {
  event.respondWith(event.request.json().then(answer).then((value) => Response.json(value)));
});
