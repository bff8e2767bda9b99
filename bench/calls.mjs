/** One DescribeInstancePatches call of each client, from the input to 100 objects. */
import { DescribeInstancePatchesCommand, SSMClient } from '@aws-sdk/client-ssm';
import { FetchHttpHandler } from '@smithy/fetch-http-handler';
import { AwsClient } from 'aws4fetch';
import { PatchClient } from 'patchlens';
import { BODY, CREDENTIALS, INPUT, REGION } from './page.mjs';

const BYTES = new TextEncoder().encode(BODY);
const HEADERS = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'a3f7c2d4' };

/** The shared transport of all clients. */
async function answer() {
  return new Response(BYTES, { headers: HEADERS });
}

/** @returns {import('./measure.mjs').Contender[]} */
export function callContenders() {
  // The SDK's fetch handler does not accept a custom fetch.
  globalThis.fetch = answer;
  return [
    { name: 'patchlens', call: patchlens() },
    { name: '@aws-sdk/client-ssm', call: sdk() },
    { name: 'aws4fetch and response.json(), dates left as numbers', call: aws4fetch() },
    { name: 'the stub and response.json() alone', call: floor },
  ];
}

async function floor() {
  const response = await answer();
  return counted((await response.json()).Patches);
}

function patchlens() {
  const client = new PatchClient({ region: REGION, credentials: CREDENTIALS, fetch: answer });
  return async () => counted((await client.describeInstancePatches(INPUT)).Patches);
}

function sdk() {
  const requestHandler = new FetchHttpHandler();
  const client = new SSMClient({ region: REGION, credentials: CREDENTIALS, requestHandler });
  return async () =>
    counted((await client.send(new DescribeInstancePatchesCommand(INPUT))).Patches);
}

function aws4fetch() {
  const client = new AwsClient({ ...CREDENTIALS, service: 'ssm', region: REGION, retries: 0 });
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonSSM.DescribeInstancePatches',
  };
  return async () => {
    const init = { method: 'POST', headers, body: JSON.stringify(INPUT) };
    const response = await client.fetch(`https://ssm.${REGION}.amazonaws.com/`, init);
    return counted((await response.json()).Patches);
  };
}

function counted(patches) {
  if (patches.length !== 100) throw new Error(`${patches.length} patches instead of 100`);
  return patches;
}
