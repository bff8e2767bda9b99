import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { createSimulator, SAMPLE_CREDENTIALS } from '../index.js';

/** The clock of every simulator and signer in these tests: 20261121T012000Z. */
export const NOW = Date.UTC(2026, 10, 21, 1, 20);
export const [KEYS, SESSION] = SAMPLE_CREDENTIALS;
export const ENDPOINT = 'https://ssm.us-east-1.amazonaws.com/';

/** A simulator at {@link NOW}, with 60 nodes by default. */
export function simulatorAt(options = {}) {
  return createSimulator({ now: () => NOW, fleet: { nodes: 60 }, ...options });
}

/**
 * A request as a client sends it, signed by AWS's own signer.
 * @param {object} parts
 * @param {string} [parts.operation]
 * @param {object} [parts.input]
 * @param {string} [parts.body] in place of `input`
 * @param {Record<string, string | undefined>} [parts.headers] signed too; undefined removes one
 * @param {(message: { headers: Record<string, string>, body: string }) => void} [parts.tamper]
 *   changes the message after signing
 */
export async function signedRequest({
  operation = 'DescribeInstanceInformation',
  input = {},
  body = JSON.stringify(input),
  url = ENDPOINT,
  credentials = KEYS,
  region = 'us-east-1',
  service = 'ssm',
  signedAt = NOW,
  headers = {},
  signal,
  tamper = () => {},
}) {
  const target = new URL(url);
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: target.protocol,
      hostname: target.hostname,
      path: target.pathname,
      query: Object.fromEntries(target.searchParams),
      headers: defined({
        host: target.host,
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AmazonSSM.${operation}`,
        ...headers,
      }),
      body,
    },
    { signingDate: new Date(signedAt) },
  );
  const message = { headers: signed.headers, body };
  tamper(message);
  const { host: _writtenByFetch, ...sent } = message.headers;
  return new Request(url, { method: 'POST', headers: sent, body: message.body, signal });
}

/**
 * Calls an operation and reads the response.
 * @param {{ handle: (request: Request) => Promise<Response> }} simulator
 * @param {Parameters<typeof signedRequest>[0]} parts
 */
export async function call(simulator, parts) {
  return read(await simulator.handle(await signedRequest(parts)));
}

/** @param {Response} response */
export async function read(response) {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

/** All pages of a listing. */
export async function* pagesOf(simulator, { operation, input, ...parts }) {
  let NextToken;
  do {
    const { status, body, text } = await call(simulator, {
      ...parts,
      operation,
      input: { ...input, NextToken },
    });
    if (status !== 200) throw new Error(`${operation}: ${status} ${text}`);
    yield body;
    NextToken = body.NextToken;
  } while (NextToken);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function defined(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

/** The items of a listing, over all its pages. */
export async function itemsOf(simulator, operation, input, member) {
  const items = [];
  for await (const page of pagesOf(simulator, { operation, input })) items.push(...page[member]);
  return items;
}

/** The status and code of the error response to a call. */
export async function errorOf(simulator, operation, input) {
  const { status, body } = await call(simulator, { operation, input });
  return { status, code: body.__type };
}
