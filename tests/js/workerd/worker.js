/** The Worker of workerd.test.js. Keys and endpoint are in its environment, as secrets are. */
import { PatchClient, PatchlensError, signRequest } from 'patchlens';
import { scanFleet } from 'patchlens/fleet';

const CALLS = {
  states: (client, InstanceIds) => client.describeInstancePatchStates({ InstanceIds }),

  patches: (client, InstanceId) =>
    client.paginate('describeInstancePatches', { InstanceId }, { pageSize: 10 }).collect(),

  async scanned(client, id) {
    const fleet = await scanFleet({ id, client });
    const { nodeCount, complete } = fleet;
    fleet.free();
    return { nodeCount, complete };
  },

  async signed(client, InstanceId, { region, endpoint, credentials }) {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonSSM.DescribeInstancePatches',
    };
    const body = JSON.stringify({ InstanceId });
    const request = { method: 'POST', url: endpoint, headers, body };
    const signed = await signRequest(request, { credentials, region, service: 'ssm' });
    const response = await fetch(signed.url, signed);
    return { status: response.status, answer: await response.json() };
  },
};

export default {
  async fetch(request, env) {
    const { call, input } = await request.json();
    try {
      const client = new PatchClient(env.OPTIONS);
      return Response.json(await CALLS[call](client, input, env.OPTIONS));
    } catch (error) {
      if (!(error instanceof PatchlensError)) throw error;
      const { code, awsCode, message } = error;
      return Response.json({ code, awsCode, message }, { status: 502 });
    }
  },
};
