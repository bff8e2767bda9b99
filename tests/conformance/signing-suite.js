/**
 * The signing test suite of AWS's own SDKs, as the crate aws-sigv4 has it: for each case a request,
 * the signing parameters, and the result of every stage.
 *
 * @typedef {object} Case
 * @property {string} name
 * @property {string} method
 * @property {string} target the path and query as written, which may be invalid in a URL
 * @property {[name: string, value: string][]} headers
 * @property {string | undefined} body
 * @property {object | undefined} context keys, region, service and time; two older cases have none
 * @property {(stage: 'canonical-request' | 'string-to-sign' | 'signature') => string} expected
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sigv4Suite } from '../../scripts/sources.mjs';

/** @returns {Promise<Case[]>} those for the algorithm AWS4-HMAC-SHA256 */
export async function cases() {
  const folder = join(await sigv4Suite(), 'v4');
  return readdirSync(folder)
    .sort()
    .map((name) => read(name, join(folder, name)));
}

/**
 * Why `fetch` cannot send the case's request unchanged.
 *
 * @param {Case} given
 * @returns {string | undefined}
 */
export function inexpressible({ headers, target, context }) {
  const names = headers.map(([name]) => name.toLowerCase());
  if (headers.some(([, value]) => /[\r\n]/.test(value))) return 'no header contains a line break';
  if (new Set(names).size < names.length) return 'fetch joins headers of one name by a comma and a space';
  const dots = target.split('/').some((segment) => segment === '.' || segment === '..');
  if (context?.normalize === false && dots) return 'a URL never keeps a dot segment';
  return undefined;
}

function read(name, folder) {
  const text = (file) => readFileSync(join(folder, file), 'utf8');
  const context = existsSync(join(folder, 'context.json'))
    ? JSON.parse(text('context.json'))
    : undefined;
  const expected = (stage) => text(`header-${stage}.txt`);
  return { name, ...parse(text('request.txt')), context, expected };
}

/** A request as HTTP/1.1 writes it, with lines that end in LF. */
function parse(text) {
  const [head, body] = text.split('\n\n');
  // A line that begins with a space continues the header before it.
  const [request, ...headers] = head.trimEnd().split(/\n(?![ \t])/);
  const [, method, target] = request.match(/^(\S+) (.*) HTTP\/1\.1$/);
  const pairs = headers.map((line) => {
    const [, name, value] = line.match(/^([^:]+):(.*)$/s);
    return [name, value];
  });
  return { method, target, headers: pairs, body: body || undefined };
}
