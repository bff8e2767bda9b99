import { equal, failure, holds } from './check.js';

export const tests = {
  'a call reads the patches of a node through the global fetch': async ({ client, service }) => {
    const InstanceId = service.nodeId;
    const { Patches, $metadata } = await client('plain').describeInstancePatches({ InstanceId });
    equal(Patches, service.patches.slice(0, Patches.length), 'the patches');
    equal($metadata.httpStatusCode, 200, 'the status');
    equal($metadata.attempts, 1, 'the attempts');
    holds(/^[\da-f-]{36}$/.test($metadata.requestId), `the request id "${$metadata.requestId}"`);
  },

  'timestamps are Dates': async ({ client, service }) => {
    const InstanceId = service.nodeId;
    const { Patches } = await client('plain').describeInstancePatches({ InstanceId });
    const times = Patches.map(({ InstalledTime }) => InstalledTime).filter(Boolean);
    holds(times.length > 0, 'no patch has a time');
    holds(
      times.every((time) => time instanceof Date && time.getTime() > 0),
      'not all are dates',
    );
  },

  'a custom fetch is called instead, with a Request': async ({ client }) => {
    const requests = [];
    const own = (request) => {
      requests.push(request);
      return fetch(request);
    };
    await client('plain', { fetch: own }).describeInstanceInformation({ MaxResults: 5 });
    equal(requests.length, 1, 'the requests');
    holds(requests[0] instanceof Request, 'not a Request');
    equal(requests[0].method, 'POST');
    holds(requests[0].headers.get('authorization').startsWith('AWS4-HMAC-SHA256 '), 'unsigned');
  },

  'a global fetch that is replaced later is used': async ({ client }) => {
    const { fetch: original } = globalThis;
    const asked = client('plain');
    globalThis.fetch = async () => Response.json({ InstanceInformationList: [{ Name: 'web-1' }] });
    try {
      const { InstanceInformationList } = await asked.describeInstanceInformation();
      equal(InstanceInformationList, [{ Name: 'web-1' }]);
    } finally {
      globalThis.fetch = original;
    }
  },

  'concurrent calls are independent': async ({ client, service }) => {
    const asked = client('plain');
    const ids = service.nodeIds.slice(0, 20);
    const only = (id) => ({ Filters: [{ Key: 'InstanceIds', Values: [id] }] });
    const answers = await Promise.all(
      ids.map((id) => asked.describeInstanceInformation(only(id))),
    );
    const got = answers.map((answer) => answer.InstanceInformationList[0]?.InstanceId);
    equal(got, ids, 'the nodes');
  },

  'an operation without a method can be sent': async ({ client, service }) => {
    const input = { InstanceIds: [service.nodeId] };
    const answer = await client('plain').send('DescribeInstancePatchStates', input);
    equal(answer.InstancePatchStates[0].InstanceId, service.nodeId);
  },

  'an invalid input is not sent': async ({ client, patchlens }) => {
    let requests = 0;
    const asked = client('plain', { fetch: () => (requests += 1) });
    const call = asked.describeInstancePatches({ InstanceId: 'web-1', MaxResults: 0 });
    const error = await failure(patchlens, call, 'invalid-input');
    holds(/InstanceId.*MaxResults/s.test(error.message), error.message);
    equal(requests, 0, 'the requests');
  },

  'patchState normalises the spelling of states': ({ patchlens }) => {
    equal(patchlens.patchState('InstalledPendingReboot'), 'INSTALLED_PENDING_REBOOT');
    equal(patchlens.patchState('NewOne'), 'NewOne');
  },
};
