/**
 * patchlens and two third-party clients behind one function. Each reads a paginator to its end or
 * calls an operation once, and returns the result or the code of the error response.
 *
 * @typedef {object} Read
 * @property {string} operation such as `describeInstancePatches`
 * @property {object} input the operation's members
 * @property {{ pageSize?: number, maxItems?: number, startingToken?: string }} [config]
 * @property {{ region: string, endpoint: string, credentials: object }} client
 *
 * @typedef {{ items: object[], resumeToken?: string } | { answer: object } | { code: string }}
 *   Outcome with times as `{ time: milliseconds }`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as sdk from '@aws-sdk/client-ssm';
import { PatchClient, PatchlensError } from 'patchlens';
import { PYTHON } from '../../scripts/python.mjs';

/** @param {Read} read @returns {Promise<Outcome>} */
export function patchlens({ operation, input, config, client }) {
  return oursOrCode(async () => {
    const listing = patchClient(client).paginate(operation, input, config);
    const { items, resumeToken } = await listing.collect();
    return { items: plain(items), resumeToken };
  });
}

/** One call, without its metadata. @param {Read} read @returns {Promise<Outcome>} */
export function patchlensCall({ operation, input, client }) {
  return oursOrCode(async () => {
    const { $metadata, ...answer } = await patchClient(client)[operation](input);
    return { answer: plain(answer) };
  });
}

function patchClient(options) {
  return new PatchClient({ ...options, maxAttempts: 1 });
}

async function oursOrCode(read) {
  try {
    return await read();
  } catch (error) {
    if (error instanceof PatchlensError && error.code === 'service') return { code: error.awsCode };
    throw error;
  }
}

/** Has neither `maxItems` nor resume tokens. @param {Read} read @returns {Promise<Outcome>} */
export function awsSdk({ operation, input, config, client }) {
  const paginate = sdk[`paginate${awsName(operation)}`];
  return theirsOrCode(client, async (sdkClient) => {
    const items = [];
    for await (const page of paginate({ ...config, client: sdkClient }, { ...input }))
      items.push(...itemsOf(page));
    return { items: plain(items) };
  });
}

/** One call, without its metadata. @param {Read} read @returns {Promise<Outcome>} */
export function awsSdkCall({ operation, input, client }) {
  const Command = sdk[`${awsName(operation)}Command`];
  return theirsOrCode(client, async (sdkClient) => {
    const { $metadata, ...answer } = await sdkClient.send(new Command(input));
    return { answer: plain(answer) };
  });
}

async function theirsOrCode(options, read) {
  // The SDK adds members to the credentials.
  const credentials = { ...options.credentials };
  const client = new sdk.SSMClient({ ...options, credentials, maxAttempts: 1 });
  try {
    return await read(client);
  } catch (error) {
    if (error instanceof sdk.SSMServiceException) return { code: error.name };
    throw error;
  } finally {
    client.destroy();
  }
}

/** boto3 in its own process, until `close()`. */
export function startBoto3() {
  const python = spawn(PYTHON, ['tests/peers/read.py'], {
    cwd: new URL('../..', import.meta.url),
    // Year 1 is out of range for Python in time zones west of Greenwich.
    env: { ...process.env, TZ: 'UTC', AWS_EC2_METADATA_DISABLED: 'true' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(python.stdout)[Symbol.asyncIterator]();
  async function answerTo(message) {
    python.stdin.write(`${JSON.stringify(message)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('boto3 ended; its traceback is above');
    return JSON.parse(value);
  }
  return {
    /** @param {Read} read @returns {Promise<Outcome>} */
    async read(read) {
      const { resumeToken, ...outcome } = await answerTo(request(read));
      return 'code' in outcome ? outcome : { ...outcome, resumeToken: resumeToken ?? undefined };
    },
    /** One call, without its metadata. @param {Read} read @returns {Promise<Outcome>} */
    call(read) {
      const { config, ...message } = request(read);
      return answerTo(message);
    },
    async close() {
      python.stdin.end();
      if (python.exitCode === null) await once(python, 'close');
    },
  };
}

function request({ operation, input, config = {}, client: { region, endpoint, credentials } }) {
  return {
    client: {
      endpoint_url: endpoint,
      region_name: region,
      aws_access_key_id: credentials.accessKeyId,
      aws_secret_access_key: credentials.secretAccessKey,
      aws_session_token: credentials.sessionToken,
    },
    operation: operation.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    input,
    config: {
      PageSize: config.pageSize,
      MaxItems: config.maxItems,
      StartingToken: config.startingToken,
    },
  };
}

const awsName = (operation) => `${operation[0].toUpperCase()}${operation.slice(1)}`;

const itemsOf = (page) => Object.values(page).find(Array.isArray) ?? [];

// Objects without their undefined members; timestamps in a form that both languages can write.
function plain(value) {
  if (value instanceof Date) return { time: value.getTime() };
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}
