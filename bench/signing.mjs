/** One signature of each signer, for the same request. */
import { createHash, createHmac } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { AwsClient, AwsV4Signer } from 'aws4fetch';
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
    { name: 'patchlens signRequest', call: patchlens() },
    { name: 'aws4fetch, AwsClient.sign', call: aws4fetch() },
    { name: 'aws4fetch, AwsV4Signer.sign alone', call: aws4fetchSigner() },
    { name: '@smithy/signature-v4, sha256-js', call: smithy(Sha256) },
    { name: '@smithy/signature-v4, node:crypto', call: smithy(NodeSha256) },
  ];
}

// Its options are made once, as the signers of the others are.
function patchlens() {
  const options = { ...SCOPE, credentials: CREDENTIALS };
  return () => signRequest({ ...REQUEST, url: `https://${HOST}/` }, options);
}

// As in its documentation; the result is a Request.
function aws4fetch() {
  const client = new AwsClient({ ...SCOPE, ...CREDENTIALS });
  return () => client.sign(`https://${HOST}/`, REQUEST);
}

// Its signer, with a cache of derived keys, as its client uses it.
function aws4fetchSigner() {
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
