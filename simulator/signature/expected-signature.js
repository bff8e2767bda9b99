import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/**
 * The signature that the message should carry, computed by AWS's own signer from the headers that
 * the client says it signed. Derived keys are cached by the signer.
 *
 * @param {import('../received.js').Received} message
 * @param {string[]} signedHeaders
 * @param {{ signer: { accessKeyId: string, secretAccessKey: string }, signedAt: Date,
 *   region: string, service: string }} scope
 * @returns {Promise<string>} lower-case hexadecimal
 */
export async function expectedSignature(message, signedHeaders, scope) {
  const { signer, signedAt, region, service } = scope;
  const { accessKeyId, secretAccessKey } = signer;
  const signature = new SignatureV4({
    // Without the session token: the signer would write it into the headers over the client's.
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const { headers } = await signature.sign(httpRequest(message, signedHeaders), {
    signingDate: signedAt,
    signableHeaders: new Set(signedHeaders),
  });
  return /Signature=(\w+)$/.exec(headers.authorization)[1];
}

function httpRequest({ method, url, body, header }, signedHeaders) {
  const listed = signedHeaders.map((name) => [name, header(name)]);
  return {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: queryBag(url.searchParams),
    headers: Object.fromEntries(listed.filter(([, value]) => value !== null)),
    body,
  };
}

function queryBag(parameters) {
  const names = [...new Set(parameters.keys())];
  return Object.fromEntries(names.map((name) => [name, parameters.getAll(name)]));
}
