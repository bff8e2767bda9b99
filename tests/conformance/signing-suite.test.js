/** Signing matches the test suite of AWS's SDKs, at every visible stage. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { signRequest } from 'patchlens';
import { cases, inexpressible } from './signing-suite.js';

// The older cases have neither; the checked stages do not depend on them.
const UNKNOWN = {
  credentials: { accessKeyId: 'ANOTREAL', secretAccessKey: 'ANOTREAL' },
  region: 'us-east-1',
  service: 'service',
};

let all;

before(async () => (all = await cases()));

test('each case that a URL and fetch can express has the same signature', async (t) => {
  const expressible = all.filter((given) => !inexpressible(given));
  for (const given of expressible) {
    const signed = await sign(given);
    assert.equal(signed.canonicalRequest, given.expected('canonical-request'), given.name);
    if (!given.context) continue;
    assert.equal(signed.stringToSign, given.expected('string-to-sign'), given.name);
    const signature = signed.headers.authorization.match(/Signature=(\w+)$/)[1];
    assert.equal(signature, given.expected('signature'), given.name);
  }
  const whole = expressible.filter(({ context }) => context).length;
  t.diagnostic(
    `signing suite: ${whole} cases at every stage, ${expressible.length - whole} up to the ` +
      `canonical request, ${all.length - expressible.length} of ${all.length} not expressible`,
  );
  assert.ok(whole >= 31, `${whole} cases`);
});

test('the skipped cases are those that fetch cannot express', (t) => {
  const left = grouped(all, inexpressible);
  left.delete(undefined);
  for (const [rule, cases] of left) {
    t.diagnostic(`${cases.length} left out: ${rule} (${cases.map(({ name }) => name).join(', ')})`);
  }
  assert.equal(left.size, 3);
});

function sign(given) {
  const { method, target, body, context } = given;
  const host = given.headers.find(([name]) => name.toLowerCase() === 'host')[1];
  const headers = given.headers.filter(([name]) => name.toLowerCase() !== 'host');
  // The header for services that require the body's hash.
  if (context?.sign_body) headers.push(['x-amz-content-sha256', sha256(body)]);
  const url = new URL(`https://${host}${target}`);
  const doubleEncodePath = isEncodedTwice(given, url);
  return signRequest({ method, url, headers, body }, { ...scope(given), doubleEncodePath });
}

function scope({ context, expected }) {
  if (!context) return { ...UNKNOWN, date: time(expected('canonical-request')) };
  const { credentials, region, service, timestamp, omit_session_token: omit } = context;
  return {
    credentials: {
      accessKeyId: credentials.access_key_id,
      secretAccessKey: credentials.secret_access_key,
      // An "omitted" token is added after signing, and is not part of the signature.
      sessionToken: omit ? undefined : credentials.token,
    },
    region,
    service,
    date: new Date(timestamp),
  };
}

/**
 * Of the older cases only the canonical request is checked, which contains only the time of these
 * parameters.
 */
function time(canonicalRequest) {
  const [, ...parts] = canonicalRequest.match(/x-amz-date:(....)(..)(..)T(..)(..)(..)Z/);
  const [year, month, ...rest] = parts.map(Number);
  return new Date(Date.UTC(year, month - 1, ...rest));
}

/**
 * The suite signs paths with a single encoding, unlike the two older cases and all services except
 * S3. So a path with an escape is signed as it is sent, like a path without normalization.
 */
function isEncodedTwice({ context }, { pathname }) {
  return context === undefined || (context.normalize && !pathname.includes('%'));
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

function grouped(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
