/** A scan with the AWS SDK and p-limit, as its users write it: paginators, and objects kept. */
import {
  paginateDescribeInstancePatches,
  paginateDescribeInstancePatchStates,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { FetchHttpHandler } from '@smithy/fetch-http-handler';
import pLimit from 'p-limit';
import { CREDENTIALS } from '../../page.mjs';
import { SCOPE } from '../data.mjs';

const IDS_PER_REQUEST = 50;
const OPEN = ['Missing', 'Failed', 'InstalledPendingReboot', 'InstalledRejected'];

/** Like `scan` of patchlens.mjs, over Node's `http`, the SDK's default in Node. */
export function scan(options) {
  return scanWith(undefined, options);
}

/** The same over `fetch`, as in a browser and as patchlens does. */
export const overFetch = {
  scan: (options) => scanWith(new FetchHttpHandler(), options),
};

async function scanWith(requestHandler, { endpoint, instanceIds, concurrency }) {
  const region = SCOPE.split('/')[1];
  const client = new SSMClient({ region, credentials: CREDENTIALS, endpoint, requestHandler });
  const limit = pLimit(concurrency);
  const states = await patchStates(client, limit, instanceIds);
  const open = states.filter(hasOpenPatches);
  const patches = await Promise.all(
    open.map(({ InstanceId }) => limit(() => openPatches(client, InstanceId))),
  );
  client.destroy();
  const findings = patches.flat();
  const titles = new Set(findings.map((it) => it.Title));
  return { nodes: states.length, findings: findings.length, patches: titles.size };
}

async function patchStates(client, limit, instanceIds) {
  const requests = [];
  for (let i = 0; i < instanceIds.length; i += IDS_PER_REQUEST) {
    const InstanceIds = instanceIds.slice(i, i + IDS_PER_REQUEST);
    requests.push(limit(() => statesOf(client, InstanceIds)));
  }
  return (await Promise.all(requests)).flat();
}

async function statesOf(client, InstanceIds) {
  const states = [];
  const input = { InstanceIds };
  for await (const page of paginateDescribeInstancePatchStates({ client, pageSize: 100 }, input)) {
    states.push(...page.InstancePatchStates);
  }
  return states;
}

async function openPatches(client, InstanceId) {
  const patches = [];
  const input = { InstanceId, Filters: [{ Key: 'State', Values: OPEN }] };
  for await (const page of paginateDescribeInstancePatches({ client, pageSize: 100 }, input)) {
    for (const patch of page.Patches) patches.push({ InstanceId, ...patch });
  }
  return patches;
}

function hasOpenPatches(state) {
  const { MissingCount, FailedCount, InstalledPendingRebootCount, InstalledRejectedCount } = state;
  return MissingCount + FailedCount + InstalledPendingRebootCount + InstalledRejectedCount > 0;
}
