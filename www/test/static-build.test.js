/** The files of the static build: the policy, the headers, and the sample fleet. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { regionsTable } from '../../scripts/aws-regions.mjs';
import { pageCode } from './page-code.js';

const { documentPolicy, headerPolicy, ownOrigins, parseSample } = await pageCode(
  '../build/policy',
  'model/sample',
);
const file = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

test('the table of Regions is that of the installed SDK', async () => {
  assert.equal(file('build/aws-regions.ts'), await regionsTable());
});

test('own origins are added to the document by their names', () => {
  const own = ownOrigins('https://fleet.example.com  http://127.0.0.1:4681');
  assert.match(
    documentPolicy(own),
    /connect-src 'self' https:\/\/fleet\.example\.com http:\/\/127\.0\.0\.1:4681 https:\/\/ssm\./,
  );
  assert.deepEqual(ownOrigins(), []);
});

for (const text of ['https://*.example.com', '*', 'https:', 'https://a.example/path', "'self'"]) {
  test(`${text} is no origin`, () => {
    assert.throws(() => ownOrigins(text), /PATCHLENS_CONNECT/);
  });
}

test('a line of the headers has at most 2,000 characters, and says who may frame the page', () => {
  const lines = file('dist/_headers').split('\n');
  assert.ok(lines.includes(`  Content-Security-Policy: ${headerPolicy()}`));
  assert.match(headerPolicy(), /^frame-ancestors 'none'; script-src /);
  for (const line of lines) assert.ok(line.length <= 2000, line);
});

test('the document stays small with its policy, which follows the character set', () => {
  const html = file('dist/index.html');
  assert.ok(html.indexOf('<meta charset="utf-8" />') < 200);
  assert.ok(html.indexOf('Content-Security-Policy') < html.indexOf('<script'));
  assert.ok(brotliCompressSync(html).length <= 1500);
});

test('sample.json names the worker with its version, and the worker is a script without imports', () => {
  const sample = parseSample(JSON.parse(file('dist/sample.json')), 'https://host.example/page/');
  const { pathname, search } = new URL(sample.simulated);
  assert.equal(pathname, '/page/sample-worker.js');
  assert.match(search, /^\?v=[0-9a-f]{12}$/);
  assert.equal(sample.endpoint, 'https://host.example/page/ssm/');
  const worker = file('dist/sample-worker.js');
  assert.doesNotMatch(worker, /^(import|export) /m);
  assert.ok(brotliCompressSync(worker).length <= 60_000);
});

test('a sample on a server needs no worker', () => {
  const json = { endpoint: '/ssm/', region: 'us-east-1', accessKeyId: 'A', secretAccessKey: 'B' };
  assert.equal(parseSample(json, 'https://host.example/').simulated, undefined);
});
