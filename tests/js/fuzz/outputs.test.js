/**
 * Fuzzed bodies of 2xx responses, of every operation: each is an output with sound timestamps, or
 * malformed, and of an output nothing is changed but timestamps and nulls.
 *
 * Each case has a seed of its own, which its failure names. `FUZZ_SEED=7 FUZZ_CASES=1000000` tries
 * other and more.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf, failure } from '../conversation.js';
import {
  fullOutput,
  INPUTS,
  methodOf,
  MODEL,
  NAMES,
  SAMPLES,
  shapeOf,
} from '../operations/operations.js';
import { mutated, randomOf } from './cases.js';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const CASES = Number(process.env.FUZZ_CASES ?? 60_000);
const MAX_MS = 8_640_000_000_000_000;
/** What the service sends for no time. */
const NO_TIME = [0, Date.parse('0001-01-01T00:00:00Z')];

const WORDS = [
  'null', '[]', '{}', '""', '0', '-1', '1e999', '1.7E9', '-62135596800.0', 'true', ',', ':', '[', ']',
  '{', '}', '"', '\\', '\\ud800', '\\u0000', '\ufeff', '\0', 'é', '\u{1f600}', '"NextToken":',
  '"InstalledTime":', '"Patches":', '"InstancePatchStates":', '"LastPingDateTime":', '"__proto__":',
  '"Details":', '"CreatedDate":', '"ExecutionSummary":', '"2026-02-30T00:00:00Z"', '"__type":',
  '[[[[[[[[[[[[', '{"a":{"a":{"a":', '9007199254740993', '8640000000000.001', '"-0.0005"',
];
const MEMBERS = [
  ...new Set(NAMES.flatMap((name) => membersIn(fullOutput(name, 1.7e9)))),
  ...['__type', 'message', '$metadata', 'toString', 'then', 'constructor', ''],
];
const SCALARS = [
  null, true, false, 0, -1, 1.5, 1.7e9, -62135596800, 8640000000000, 8640000000000.5, 1e300, 5e-324,
  '', 'T', '0', '1.7E9', '-0.0005', '0001-01-01T00:00:00Z', '2023-11-14T22:13:20.5+01:00', 'soon',
  'Tue, 14 Nov 2023 22:13:20 GMT', '9'.repeat(30), '\ud800', '\u{1f600}',
];

/** The members that hold timestamps somewhere. */
const TIMES = new Set(
  Object.values(MODEL.shapes)
    .flatMap(({ members = {} }) => Object.entries(members))
    .filter(([, member]) => shapeOf(member).type === 'timestamp')
    .map(([name]) => name),
);

const TEXTS = NAMES.map((name) => JSON.stringify(fullOutput(name, '2026-11-21T06:00:00Z')));
const OWN = [
  ...NAMES.map((name, index) => [name, TEXTS[index]]),
  ...SAMPLES.map(({ operation, wire }) => [operation, JSON.stringify(wire)]),
];

/** Every member that stands somewhere in a value. */
function membersIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  const names = Array.isArray(value) ? [] : Object.keys(value);
  return [...names, ...Object.values(value).flatMap(membersIn)];
}

/** An operation, and what could be an output of it, or of another. */
function caseOf(random) {
  if (random.chance(0.6)) {
    const [name, text] = random.among(OWN);
    return [name, mutated(random, text, WORDS)];
  }
  const name = random.among(NAMES);
  if (random.chance(0.2)) return [name, mutated(random, '', WORDS, 16)];
  const { items } = MODEL.operations[name];
  const value = anyJson(random, 6);
  return [name, JSON.stringify(items && random.chance(0.5) ? { [items]: [value, value] } : value)];
}

/** Any value that JSON can express; most members are called as those of outputs are. */
function anyJson(random, depth) {
  if (depth === 0 || random.chance(0.3)) return random.among(SCALARS);
  const parts = Array.from({ length: random.below(5) }, () => anyJson(random, depth - 1));
  if (random.chance(0.3)) return parts;
  return Object.fromEntries(parts.map((part) => [random.among(MEMBERS), part]));
}

function answered(name, body) {
  const fetch = async () => new Response(body);
  return clientOf(fetch, { maxAttempts: 1 })[methodOf(name)](INPUTS[name]);
}

/** How many timestamps the output has, if it is one. */
async function checked(name, body) {
  let output;
  try {
    output = await answered(name, body);
  } catch (error) {
    const { code, message } = await failure(Promise.reject(error));
    assert.equal(code, 'malformed-response');
    assert.ok(message.length < 1000, message);
    return 0;
  }
  const { $metadata, ...members } = output;
  const sent = await new Response(body).json();
  assert.ok(typeof sent === 'object' && sent !== null && !Array.isArray(sent));
  assert.equal($metadata.httpStatusCode, 200);
  delete sent.$metadata;
  return compared(members, sent);
}

/** Fails unless `ours` is `sent` but for timestamps and nulls; returns how many timestamps it has. */
function compared(ours, sent) {
  if (ours instanceof Date) return comparedTime(ours, sent);
  if (typeof ours !== 'object' || ours === null) {
    assert.ok(Object.is(ours, sent), `${ours} instead of ${sent}`);
    return 0;
  }
  assert.equal(Array.isArray(ours), Array.isArray(sent));
  let times = 0;
  for (const [name, part] of Object.entries(sent)) {
    if (Object.hasOwn(ours, name)) times += compared(ours[name], part);
    else assert.ok(isNothing(name, part) && !Array.isArray(sent), `${name} is lost: ${part}`);
    assert.ok(TIMES.has(name) || !(ours[name] instanceof Date), `${name} is a Date`);
  }
  assert.ok(Object.keys(ours).every((name) => Object.hasOwn(sent, name)));
  return times;
}

function comparedTime(time, sent) {
  const ms = time.getTime();
  assert.ok(Math.abs(ms) <= MAX_MS && !NO_TIME.includes(ms), String(ms));
  if (typeof sent === 'number') assert.equal(ms, Math.round(sent * 1000));
  else assert.equal(typeof sent, 'string');
  return 1;
}

/** Whether a member can be left out: a null, or a timestamp that says no time. */
function isNothing(name, value) {
  if (value === null || !TIMES.has(name)) return value === null;
  const isText = typeof value === 'string';
  if (isText && !/^[-+.\deE]+$/.test(value)) return /^(0001|1970)-|(0001|1970) /.test(value);
  return NO_TIME.includes(Math.round(value * 1000) + 0);
}

test(`${CASES} fuzzed bodies are outputs with timestamps, or malformed`, async (t) => {
  let dated = 0;
  for (let index = 0; index < CASES; index += 1) {
    const [name, body] = caseOf(randomOf(SEED + index * 2_654_435_761));
    try {
      dated += (await checked(name, body)) > 0;
    } catch (cause) {
      throw new Error(`FUZZ_SEED=${SEED}, case ${index}: ${name}: ${body}`, { cause });
    }
  }
  t.diagnostic(`seed ${SEED}: ${dated} outputs with timestamps`);
  assert.ok(dated > CASES / 20, `${dated} of the outputs have timestamps`);
});

test('a body of a megabyte takes no longer than its length', async () => {
  const time = '{"InstalledTime":"2026-11-21T06:00:00.000000000000000000000000000000001Z"}';
  for (const body of [
    `{"Patches":[${Array(20_000).fill(time)}]}`,
    `{"Patches":[{"InstalledTime":"${'1'.repeat(1_000_000)}"}]}`,
    `{"NextToken":"${'='.repeat(1_000_000)}"}`,
    `{"Patches":[${'{"a":null},'.repeat(100_000)}null]}`,
    '['.repeat(1_000_000),
    'é'.repeat(500_000),
  ]) {
    const startedAt = performance.now();
    const words = await answered('DescribeInstancePatches', body).then(() => '', String);
    const elapsedMs = performance.now() - startedAt;
    assert.ok(words.length < 1000, words);
    assert.ok(elapsedMs < 3000, `${elapsedMs} ms for ${body.slice(0, 50)}`);
  }
});
