/** One signature of each signer, for the same request. */
import { createHash, createHmac } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsV4Signer } from 'aws4fetch';
import { signRequest } from 'patchlens';
import { CREDENTIALS, INPUT, REGION } from './page.mjs';

const SCOPE = { region: REGION, service: 'ssm' };
const HOST = `ssm.${REGION}.amazonaws.com`;
const REQUEST = {
  method: 'POST',
  headers: {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonSSM.DescribeInstancePatches',
  },
  body: JSON.stringify(INPUT),
};

/** @returns {import('./measure.mjs').Contender[]} */
export function signingContenders() {
  return [
    { name: 'patchlens signRequest', call: patchlens },
    { name: 'aws4fetch', call: aws4fetch() },
    { name: '@smithy/signature-v4, sha256-js', call: smithy(Sha256) },
    { name: '@smithy/signature-v4, node:crypto', call: smithy(NodeSha256) },
  ];
}

function patchlens() {
  return signRequest(
    { ...REQUEST, url: `https://${HOST}/` },
    { ...SCOPE, credentials: CREDENTIALS },
  );
}

// With a cache of derived keys, as its own client passes it.
function aws4fetch() {
  const cache = new Map();
  const options = { ...REQUEST, ...SCOPE, ...CREDENTIALS, url: `https://${HOST}/`, cache };
  return () => new AwsV4Signer(options).sign();
}

function smithy(sha256) {
  const signer = new SignatureV4({ ...SCOPE, credentials: CREDENTIALS, sha256 });
  return () =>
    signer.sign({
      ...REQUEST,
      protocol: 'https:',
      hostname: HOST,
      path: '/',
      query: {},
      headers: { ...REQUEST.headers, host: HOST },
    });
}

class NodeSha256 {
  #hash;

  constructor(secret) {
    this.#hash = secret ? createHmac('sha256', secret) : createHash('sha256');
  }

  update(data) {
    this.#hash.update(data);
  }

  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
}
