/**
 * botocore's cases of responses in the protocol awsJson 1.1, from fictional services. A client of
 * SSM does not know their shapes, so the tests compare what it reads of any response.
 *
 * @typedef {object} Case
 * @property {string} id
 * @property {{ status_code: number, headers: Record<string, string>, body?: string }} response
 * @property {object} [result] the output of a 2xx response; timestamps are seconds since the
 *   epoch
 * @property {string} [errorCode]
 * @property {string} [errorMessage]
 * @property {{ name: string, target: unknown }[]} times members that are timestamps
 */
import { readFileSync } from 'node:fs';
import { BOTOCORE } from '../../scripts/sources.mjs';

/** @returns {Case[]} */
export function cases() {
  const suites = JSON.parse(readFileSync(BOTOCORE.protocol, 'utf8'));
  return suites.flatMap(({ shapes, cases }) => cases.map((given) => ({ ...given, shapes })));
}

/** @param {Case} given @returns {boolean} */
export function isError({ response }) {
  return response.status_code >= 300;
}

/**
 * Why a response is not compared: no member of SSM has a type that JSON lacks, and an output of SSM is
 * always a JSON object.
 *
 * @param {Case} given
 * @returns {string | undefined}
 */
export function inexpressible({ given, shapes, result, response }) {
  if (!response.body) return 'an empty body is malformed, because SSM always sends an object';
  const types = new Set(typesOf(given.output?.shape, result, shapes));
  if (types.has('blob')) return 'no answer of SSM holds binary data';
  if (types.has('word for a float')) return 'no answer of SSM holds floats that are no numbers';
  return undefined;
}

/**
 * The timestamps in the output of a case, each with its form on the wire.
 *
 * @param {Case} given
 * @returns {{ seconds: number, sent: unknown }[]}
 */
export function times({ given, shapes, result, response }) {
  if (isError({ response }) || !response.body) return [];
  return timesIn(given.output?.shape, result, JSON.parse(response.body), shapes);
}

function typesOf(name, value, shapes) {
  if (name === undefined || value === undefined) return [];
  const shape = shapes[name];
  const isFloat = shape.type === 'float' || shape.type === 'double';
  if (isFloat && typeof value === 'string') return ['word for a float'];
  return [
    shape.type,
    ...parts(shape, value).flatMap(([name, key]) => typesOf(name, value[key], shapes)),
  ];
}

function timesIn(name, value, sent, shapes) {
  if (name === undefined || value === undefined) return [];
  const shape = shapes[name];
  if (shape.type === 'timestamp') return [{ seconds: value, sent }];
  return parts(shape, value).flatMap(([name, key]) =>
    timesIn(name, value[key], sent[key], shapes),
  );
}

/** The keys in a value and the types of their values. */
function parts(shape, value) {
  const all = (name) => Object.keys(value).map((key) => [name, key]);
  if (shape.type === 'list') return all(shape.member.shape);
  if (shape.type === 'map') return all(shape.value.shape);
  if (shape.type !== 'structure') return [];
  return Object.entries(shape.members ?? {}).map(([key, { shape: name }]) => [name, key]);
}
