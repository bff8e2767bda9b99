/** Requests from a third-party signer, which a test can change in one place. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/**
 * @param {{ endpoint: string, region: string, credentials: object }} client
 * @param {{ operation: string, input: object }} call
 * @param {{ signingDate?: Date, unsigned?: string[], sentInput?: object }} [spoilt] the time to
 *   sign for, headers to leave unsigned, another input to send than the one that was signed
 * @returns {Promise<{ status: number, body: object }>}
 */
export async function send({ endpoint, region, credentials }, { operation, input }, spoilt = {}) {
  const url = new URL(endpoint);
  const signer = new SignatureV4({
    service: 'ssm',
    region,
    credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  const request = {
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: {
      host: url.host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonSSM.${operation}`,
    },
    body: JSON.stringify(input),
  };
  const { headers } = await signer.sign(request, {
    signingDate: spoilt.signingDate,
    unsignableHeaders: new Set(spoilt.unsigned),
  });
  delete headers.host;
  const body = JSON.stringify(spoilt.sentInput ?? input);
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
}
