import { equal, failure, holds } from './check.js';

const SOON_MS = 60_000;
const LATER_MS = 3_600_000;
const NODES = { MaxResults: 5 };

export const tests = {
  'concurrent calls share a call of the provider': async ({ client, service }) => {
    const { source, asks } = counted(() => service.keys);
    const asked = client('plain', { credentials: source });
    await Promise.all([1, 2, 3, 4].map(() => asked.describeInstanceInformation(NODES)));
    equal(asks(), 1, 'the asks');
  },

  'credentials are refreshed shortly before they expire': async ({ client, service }) => {
    const { source, asks } = counted(() => expiring(service.session, SOON_MS));
    const asked = client('plain', { credentials: source });
    await asked.describeInstanceInformation(NODES);
    await asked.describeInstanceInformation(NODES);
    equal(asks(), 2, 'the asks');
  },

  'valid credentials are not refreshed': async ({ client, service }) => {
    const { source, asks } = counted(() => expiring(service.session, LATER_MS));
    const asked = client('plain', { credentials: source });
    for (let call = 0; call < 3; call += 1) await asked.describeInstanceInformation(NODES);
    equal(asks(), 1, 'the asks');
  },

  'a session that the service rejects as expired is refreshed': async ({ client, service }) => {
    const given = [service.expiredKeys, service.session];
    const { source, asks } = counted(() => given.shift());
    const asked = client('plain', { credentials: source });
    const { $metadata } = await asked.describeInstanceInformation(NODES);
    equal([asks(), $metadata.attempts], [2, 2], 'asks and attempts');
  },

  'an expired session that cannot be refreshed is an error': async (world) => {
    const { patchlens, client, service } = world;
    const asked = client('plain', { credentials: service.expiredKeys });
    const error = await failure(patchlens, asked.describeInstanceInformation(NODES), 'service');
    equal(error.awsCode, 'ExpiredTokenException');
  },

  'the error of a provider is the cause, and the next call repeats the refresh': async (world) => {
    const { patchlens, client, service } = world;
    const cause = new Error('no network');
    const answers = [() => Promise.reject(cause), () => service.keys];
    const asked = client('plain', { credentials: () => answers.shift()() });
    const error = await failure(patchlens, asked.describeInstanceInformation(NODES), 'credentials');
    holds(error.cause === cause, 'another cause');
    await asked.describeInstanceInformation(NODES);
  },

  'a role is assumed': (world) => {
    const { roleArn, keys } = world.service;
    return takenFrom(world, (place) =>
      world.patchlens.fromAssumeRole({ ...place, roleArn, source: keys }),
    );
  },

  'a role is assumed with a web identity token': (world) => {
    const { roleArn, webToken } = world.service;
    return takenFrom(world, (place) =>
      world.patchlens.fromWebIdentity({ ...place, roleArn, token: async () => webToken }),
    );
  },

  'a guest of an identity pool gets credentials': (world) => {
    const { identityPoolId } = world.service;
    return takenFrom(world, (place) =>
      world.patchlens.fromCognitoIdentityPool({ ...place, identityPoolId }),
    );
  },

  'a role that cannot be assumed is an error with the reason': async (world) => {
    const { patchlens, service, endpoint } = world;
    const source = patchlens.fromAssumeRole({
      region: service.region,
      endpoint: endpoint('identities'),
      roleArn: `${service.roleArn}Not`,
      source: service.keys,
    });
    const error = await failure(patchlens, source, 'credentials');
    equal([error.cause?.code, error.cause?.awsCode], ['service', 'AccessDenied'], 'the cause');
  },
};

/** A call with the credentials of a provider that sends requests, too. */
async function takenFrom({ service, endpoint, client }, sourceAt) {
  const place = { region: service.region, endpoint: endpoint('identities') };
  const source = sourceAt(place);
  const asked = client('identities', { endpoint: place.endpoint, credentials: source });
  const { InstanceInformationList } = await asked.describeInstanceInformation(NODES);
  equal(InstanceInformationList.length, 5, 'the nodes');
}

function counted(give) {
  let asks = 0;
  const source = async () => {
    asks += 1;
    return give();
  };
  return { source, asks: () => asks };
}

function expiring(keys, ms) {
  return { ...keys, expiration: new Date(Date.now() + ms) };
}
