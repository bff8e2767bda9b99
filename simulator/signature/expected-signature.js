import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/**
 * The signature that the message should carry and what it is made from, computed by AWS's own
 * signer from the headers that the client says it signed. Derived keys are cached by the signer.
 *
 * @param {import('../received.js').Received} message
 * @param {string[]} signedHeaders
 * @param {{ signer: { accessKeyId: string, secretAccessKey: string }, signedAt: Date,
 *   region: string, service: string }} scope
 * @returns {Promise<{ signature: string, canonicalRequest: string, stringToSign: string }>} the
 *   signature in lower-case hexadecimal
 */
export async function expectedSignature(message, signedHeaders, scope) {
  const { signedAt, region, service } = scope;
  const { accessKeyId, secretAccessKey } = scope.signer;
  const signer = new TellingSigner({
    // Without the session token: the signer would write it into the headers over the client's.
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const { headers } = await signer.sign(httpRequest(message, signedHeaders), {
    signingDate: signedAt,
    signableHeaders: new Set(signedHeaders),
  });
  const [, signature] = /Signature=(\w+)$/.exec(headers.authorization);
  return { signature, ...signer.told };
}

/** Keeps the texts that it makes on the way to a signature. */
class TellingSigner extends SignatureV4 {
  told = {};

  createCanonicalRequest(...parts) {
    this.told.canonicalRequest = super.createCanonicalRequest(...parts);
    return this.told.canonicalRequest;
  }

  async createStringToSign(...parts) {
    this.told.stringToSign = await super.createStringToSign(...parts);
    return this.told.stringToSign;
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
