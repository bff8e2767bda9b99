/** The package in workerd, bundled as Cloudflare's tools bundle a Worker. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Miniflare } from 'miniflare';
import { bundledWorker } from './bundled-worker.js';
import { failure, KEYS, REGION, served } from '../conversation.js';

// With the older date, fetch refuses options that it accepts with the newer.
const COMPATIBILITY_DATES = ['2024-01-01', '2026-04-01'];
const WRONG_KEYS = { ...KEYS, secretAccessKey: KEYS.secretAccessKey.toLowerCase() };
const SCOPE = '123456789012/us-east-1';
const LIMIT = { timeout: 60_000 };

let ssm;
let ids;
let miniflare;

before(async () => {
  ssm = await served();
  const { items } = await ssm.client().paginate('describeInstanceInformation').collect();
  ids = items.map(({ InstanceId }) => InstanceId);
  const modules = await bundledWorker(new URL('worker.js', import.meta.url));
  const workers = COMPATIBILITY_DATES.flatMap((compatibilityDate) => {
    const worker = { compatibilityDate, modules };
    return [
      { ...worker, name: compatibilityDate, bindings: environment(KEYS) },
      { ...worker, name: `${compatibilityDate} wrong`, bindings: environment(WRONG_KEYS) },
    ];
  });
  const inline = await bundledWorker(new URL('worker.js', import.meta.url), ['worker', 'browser']);
  const compatibilityDate = COMPATIBILITY_DATES[1];
  workers.push({ name: 'inline', compatibilityDate, modules: inline, bindings: environment(KEYS) });
  // Without `cf: false` Miniflare asks Cloudflare for the location of this machine.
  miniflare = new Miniflare({ host: '127.0.0.1', port: 0, cf: false, workers });
  await miniflare.ready;
}, LIMIT);

after(() => miniflare?.dispose());

for (const date of COMPATIBILITY_DATES) {
  test(`a Worker of ${date} lists patch states as Node does`, LIMIT, async () => {
    const { InstancePatchStates } = await answer(date, 'states', ids);
    const inNode = await ssm.client().describeInstancePatchStates({ InstanceIds: ids });
    assert.ok(InstancePatchStates.length > 20);
    assert.deepEqual(InstancePatchStates, asJson(inNode.InstancePatchStates));
  });

  test(`a Worker of ${date} pages through the patches of a node`, LIMIT, async () => {
    const InstanceId = await scannedId();
    const sent = ssm.records.length;
    const { items } = await answer(date, 'patches', InstanceId);
    const pages = ssm.records.length - sent;
    const inNode = await ssm.client().paginate('describeInstancePatches', { InstanceId }).collect();
    assert.ok(items.length > 10);
    assert.equal(pages, Math.ceil(items.length / 10));
    assert.deepEqual(items, asJson(inNode.items));
  });

  test(`a Worker of ${date} signs a request that the service accepts`, LIMIT, async () => {
    const InstanceId = await scannedId();
    const { status, answer: page } = await answer(date, 'signed', InstanceId);
    assert.equal(status, 200);
    assert.ok(page.Patches.length > 10);
  });

  test(`a Worker of ${date} scans a fleet`, LIMIT, async () => {
    const { nodeCount, complete } = await answer(date, 'scanned', SCOPE);
    assert.ok(nodeCount >= ids.length, `${nodeCount} nodes`);
    assert.equal(complete, true);
  });

  test(`a Worker of ${date} with a wrong secret reports what Node does`, LIMIT, async () => {
    const refused = await answer(`${date} wrong`, 'states', ids, 502);
    const wrong = ssm.client({ credentials: WRONG_KEYS });
    const inNode = await failure(wrong.describeInstancePatchStates({ InstanceIds: ids }));
    const { code, awsCode, message } = inNode;
    assert.equal(awsCode, 'InvalidSignatureException');
    assert.deepEqual(refused, { code, awsCode, message });
  });
}

test('the error of a Worker that was bundled without the condition workerd names it', LIMIT, async () => {
  const { code, message } = await answer('inline', 'states', ids, 502);
  assert.equal(code, 'wasm');
  assert.match(message, /^Cannot instantiate WebAssembly: .* bundle with the condition "workerd"/);
  assert.match(message, /load\(\) of patchlens\/slim$/);
});

/** The output of a Worker's `call`, as JSON carries it. */
async function answer(name, call, input, status = 200) {
  const worker = await miniflare.getWorker(name);
  const body = JSON.stringify({ call, input });
  const response = await worker.fetch('http://worker/', { method: 'POST', body });
  const text = await response.text();
  assert.equal(response.status, status, text);
  return JSON.parse(text);
}

function environment(credentials) {
  return { OPTIONS: { region: REGION, endpoint: ssm.url, credentials } };
}

async function scannedId() {
  const states = await ssm.client().describeInstancePatchStates({ InstanceIds: ids });
  return states.InstancePatchStates[0].InstanceId;
}

function asJson(value) {
  return JSON.parse(JSON.stringify(value));
}
