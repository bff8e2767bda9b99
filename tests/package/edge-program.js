/** The edge function of edge-light.test.js. The request says how to reach the service. */
import { PatchClient, PatchlensError, signRequest } from 'patchlens';

async function answer(options) {
  const client = new PatchClient(options);
  const { items } = await client.paginate('describeInstanceInformation', {}).collect();
  const nodes = items.map(({ InstanceId }) => InstanceId);
  const { InstancePatchStates } = await client.describeInstancePatchStates({ InstanceIds: nodes });
  const signed = await statusOfSigned(options);
  const refused = await client.describeInstancePatchStates({ InstanceIds: 'i-1' }).catch(reported);
  return { nodes, states: InstancePatchStates, signed, refused };
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

function reported(error) {
  return { isOurs: error instanceof PatchlensError, code: error.code };
}

addEventListener('fetch', (event) => {
  event.respondWith(event.request.json().then(answer).then((value) => Response.json(value)));
});
