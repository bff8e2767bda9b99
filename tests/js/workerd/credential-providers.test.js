/** The credentials providers in workerd, bundled as Cloudflare's tools bundle a Worker. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Miniflare } from 'miniflare';
import { bundledWorker } from './bundled-worker.js';
import { KEYS, REGION, served } from '../conversation.js';
import { POOL, PROVIDER, ROLE, roleArn } from '../credential-providers/rig.js';

const LIMIT = { timeout: 60_000 };

let aws;
let miniflare;

before(async () => {
  aws = await served({
    roles: [{ arn: ROLE, trusts: [PROVIDER, 'arn:aws:iam::123456789012:root'] }],
    identityPools: [{ identityPoolId: POOL, allowsGuests: true }],
    webIdentityTokens: [{ token: 'a.b.c', provider: PROVIDER }],
  });
  const modules = await bundledWorker(new URL('credential-providers-worker.js', import.meta.url));
  const settings = {
    place: { region: REGION, endpoint: aws.url },
    keys: KEYS,
    roleArn: ROLE,
    identityPoolId: POOL,
    token: 'a.b.c',
  };
  const workers = [
    worker('good', settings),
    worker('bad', { ...settings, roleArn: roleArn('Unknown') }),
  ];
  function worker(name, SETTINGS) {
    return { name, modules, compatibilityDate: '2024-01-01', bindings: { SETTINGS } };
  }
  // Without `cf: false` Miniflare asks Cloudflare for the location of this machine.
  miniflare = new Miniflare({ host: '127.0.0.1', port: 0, cf: false, workers });
  await miniflare.ready;
}, LIMIT);

after(() => miniflare?.dispose());

for (const source of ['role', 'web', 'guest']) {
  test(`a Worker makes a call with the credentials of a ${source}`, LIMIT, async () => {
    const { status, body } = await answer('good', source);
    assert.equal(status, 200, body.message);
    assert.equal(body.InstanceInformationList.length, 5);
  });
}

test('a Worker gets the reason why it has no credentials', LIMIT, async () => {
  const { status, body } = await answer('bad', 'role');
  assert.equal(status, 502);
  assert.match(body.message, /no credentials: .*AccessDenied: .* \(check that the trust policy/);
});

async function answer(name, source) {
  const worker = await miniflare.getWorker(name);
  const response = await worker.fetch(`http://worker/${source}`);
  return { status: response.status, body: await response.json() };
}
