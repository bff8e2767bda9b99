/**
 * Three clients behind one function: patchlens, and two that were written by others. Each reads a
 * listing to its end, and says what came or with which code the service refused.
 *
 * @typedef {object} Read
 * @property {string} operation such as `describeInstancePatches`
 * @property {object} input the operation's members
 * @property {{ pageSize?: number, maxItems?: number, startingToken?: string }} [config]
 * @property {{ region: string, endpoint: string, credentials: object }} client
 *
 * @typedef {{ items: object[], resumeToken?: string } | { code: string }} Outcome with times as
 *   `{ time: milliseconds }`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as sdk from '@aws-sdk/client-ssm';
import { PatchClient, PatchlensError } from 'patchlens';
import { PYTHON } from '../../scripts/python.mjs';

/** @param {Read} read @returns {Promise<Outcome>} */
export async function patchlens({ operation, input, config, client }) {
  const listing = new PatchClient({ ...client, maxAttempts: 1 }).paginate(operation, input, config);
  try {
    const { items, resumeToken } = await listing.collect();
    return { items: plain(items), resumeToken };
  } catch (error) {
    if (error instanceof PatchlensError && error.code === 'service') return { code: error.awsCode };
    throw error;
  }
}

/** Knows neither `maxItems` nor resume tokens. @param {Read} read @returns {Promise<Outcome>} */
export async function awsSdk({ operation, input, config, client: options }) {
  // It writes notes of its own into the credentials.
  const client = new sdk.SSMClient({
    ...options,
    credentials: { ...options.credentials },
    maxAttempts: 1,
  });
  const paginate = sdk[`paginate${operation[0].toUpperCase()}${operation.slice(1)}`];
  try {
    const items = [];
    for await (const page of paginate({ ...config, client }, { ...input }))
      items.push(...itemsOf(page));
    return { items: plain(items) };
  } catch (error) {
    if (error instanceof sdk.SSMServiceException) return { code: error.name };
    throw error;
  } finally {
    client.destroy();
  }
}

/** boto3 in a process of its own, until `close()`. */
export function startBoto3() {
  const python = spawn(PYTHON, ['tests/peers/read.py'], {
    cwd: new URL('../..', import.meta.url),
    // Year 1 is out of range for Python in time zones west of Greenwich.
    env: { ...process.env, TZ: 'UTC', AWS_EC2_METADATA_DISABLED: 'true' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(python.stdout)[Symbol.asyncIterator]();
  return {
    /** @param {Read} read @returns {Promise<Outcome>} */
    async read(read) {
      python.stdin.write(`${JSON.stringify(request(read))}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('boto3 ended; its traceback is above');
      const { resumeToken, ...outcome } = JSON.parse(value);
      return 'code' in outcome ? outcome : { ...outcome, resumeToken: resumeToken ?? undefined };
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

const itemsOf = (page) => Object.values(page).find(Array.isArray) ?? [];

// Objects without their undefined members, times as both languages can write them.
function plain(value) {
  if (value instanceof Date) return { time: value.getTime() };
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}
