import { equal, failure, holds } from './check.js';

// Of AWS's Signature Version 4 test suite: get-vanilla.
const VANILLA = {
  request: { url: 'https://example.amazonaws.com/' },
  options: {
    credentials: {
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    },
    region: 'us-east-1',
    service: 'service',
    date: new Date('2015-08-30T12:36:00Z'),
  },
  authorization:
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
    'SignedHeaders=host;x-amz-date, ' +
    'Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
};

export const tests = {
  'a request is signed as in the suite of AWS': async ({ patchlens }) => {
    const { headers } = await patchlens.signRequest(VANILLA.request, VANILLA.options);
    equal(headers.authorization, VANILLA.authorization);
  },

  'a signed request with a text is accepted': (world) => accepted(world, (body) => body),

  'a signed request with bytes is accepted': (world) =>
    accepted(world, (body) => new TextEncoder().encode(body)),

  'a request that is signed with a session token is accepted': (world) =>
    accepted(world, (body) => body, world.service.session),

  'a signed request with another body is an error': async (world) => {
    const signed = await signedListing(world, '{"MaxResults":5}');
    const response = await fetch(signed.url, { ...signed, body: '{"MaxResults":6}' });
    equal(response.status, 400);
    const { __type } = await response.json();
    equal(__type, 'InvalidSignatureException');
  },

  'a request that cannot be signed is an error before it is sent': async ({ patchlens }) => {
    const error = await failure(
      patchlens,
      patchlens.signRequest({ url: 'nowhere' }, VANILLA.options),
      'invalid-input',
    );
    holds(error.message.includes('url'), error.message);
  },
};

async function accepted(world, encode, credentials) {
  const signed = await signedListing(world, encode('{"MaxResults":5}'), credentials);
  const response = await fetch(signed.url, signed);
  const answer = await response.json();
  equal(response.status, 200, JSON.stringify(answer));
  equal(answer.InstanceInformationList.length, 5, 'the nodes');
}

function signedListing({ patchlens, service, endpoint }, body, credentials = service.keys) {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonSSM.DescribeInstanceInformation',
  };
  return patchlens.signRequest(
    { method: 'POST', url: endpoint('plain'), headers, body },
    { credentials, region: service.region, service: 'ssm' },
  );
}
