import { equal, failure, holds } from './check.js';

const UNKNOWN_NODE = 'i-0fedcba9876543210';

export const tests = {
  'an error response has the code and the message of AWS': async ({ patchlens, client }) => {
    const call = client('plain').describeInstancePatches({ InstanceId: UNKNOWN_NODE });
    const error = await failure(patchlens, call, 'service');
    const { awsCode, status, attempts, operation, retryable } = error;
    equal(
      { awsCode, status, attempts, operation, retryable },
      {
        awsCode: 'InvalidInstanceId',
        status: 400,
        attempts: 1,
        operation: 'DescribeInstancePatches',
        retryable: false,
      },
    );
    holds(/^[\da-f-]{36}$/.test(error.requestId), `the request id "${error.requestId}"`);
    holds(error.message.includes(UNKNOWN_NODE), error.message);
  },

  'wrong keys are an error, and no message contains the secret': async (world) => {
    const { patchlens, client, service } = world;
    const secretAccessKey = service.keys.secretAccessKey.toLowerCase();
    const asked = client('plain', { credentials: { ...service.keys, secretAccessKey } });
    const error = await failure(patchlens, asked.describeInstanceInformation(), 'service');
    equal(error.awsCode, 'InvalidSignatureException');
    const text = [error.message, error.stack, JSON.stringify(error)].join('\n');
    holds(!text.includes(secretAccessKey), 'the secret is in the error');
  },

  'an interrupted connection is a network error with its cause': async ({ patchlens, client }) => {
    const call = client('reset').describeInstanceInformation();
    const error = await failure(patchlens, call, 'network');
    equal([error.attempts, error.retryable], [3, true]);
    holds(error.cause instanceof Error, `the cause is ${String(error.cause)}`);
  },

  'a truncated output is malformed': async ({ patchlens, client }) => {
    const call = client('cut').describeInstanceInformation();
    const error = await failure(patchlens, call, 'malformed-response');
    equal(error.status, 200, 'the status');
  },

  'a repeated token ends the paginator': async ({ patchlens, client }) => {
    const listing = client('repeated-token').paginate('describeInstanceInformation');
    const error = await failure(patchlens, listing.collect(), 'repeated-token');
    holds(listing.resumeToken !== undefined, error.message);
  },

  'all invalid options are named': async ({ patchlens }) => {
    const make = () => new patchlens.PatchClient({ region: 'eu_central', maxAttempts: 0 });
    const error = await failure(patchlens, async () => make(), 'invalid-input');
    holds(error instanceof TypeError, 'not a TypeError');
    for (const name of ['region', 'maxAttempts', 'credentials']) {
      holds(error.message.includes(name), `${name} is not in "${error.message}"`);
    }
  },

  'an error has a class and can be printed': async ({ patchlens, client }) => {
    const call = client('plain').describeInstancePatches({ InstanceId: UNKNOWN_NODE });
    const error = await failure(patchlens, call, 'service');
    equal(error.name, 'PatchlensError');
    equal(Object.prototype.toString.call(error), '[object Error]');
    holds(!(new Error('another') instanceof patchlens.PatchlensError), 'every error is one');
    holds(String(error.stack).length > 0, 'there is no stack');
  },
};
