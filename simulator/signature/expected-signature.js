import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/**
 * The signature that a request should have, computed by AWS's own signer from the headers that the
 * client names as signed. The signer caches derived keys.
 *
 * @param {import('../http/received-request.js').ReceivedRequest} request
 * @param {string[]} signedHeaders
 * @param {{ credentials: { accessKeyId: string, secretAccessKey: string }, signedAt: Date,
 *   region: string, service: string }} scope
 * @returns {Promise<{ signature: string, canonicalRequest: string, stringToSign: string }>} the
 *   signature in lower-case hexadecimal
 */
export async function expectedSignature(request, signedHeaders, scope) {
  const { signedAt, region, service } = scope;
  const { accessKeyId, secretAccessKey } = scope.credentials;
  const signer = new RecordingSigner({
    // Without the session token: the signer would replace the client's header by it.
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const { headers } = await signer.sign(httpRequest(request, signedHeaders), {
    signingDate: signedAt,
    signableHeaders: new Set(signedHeaders),
  });
  const [, signature] = /Signature=(\w+)$/.exec(headers.authorization);
  return { signature, ...signer.steps };
}

/** Keeps the results of the steps before the signature. */
class RecordingSigner extends SignatureV4 {
  steps = {};

  createCanonicalRequest(...parts) {
    this.steps.canonicalRequest = super.createCanonicalRequest(...parts);
    return this.steps.canonicalRequest;
  }

  async createStringToSign(...parts) {
    this.steps.stringToSign = await super.createStringToSign(...parts);
    return this.steps.stringToSign;
  }
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
