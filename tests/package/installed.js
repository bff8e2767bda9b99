/** The installed package, and programs that use it as theirs do who installed it. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { must } from '../../scripts/process.mjs';
import { packed } from '../../scripts/packed.mjs';

const { folder: original, tarball: name, files } = await packed();
/** From where `patchlens` is the installed package: a copy, which each file of tests has for itself. */
export const folder = realpathSync(mkdtempSync(join(tmpdir(), 'patchlens-installed-')));
cpSync(original, folder, { recursive: true });
after(() => rmSync(folder, { recursive: true, force: true }));

export const root = join(folder, 'node_modules/patchlens');
export const tarball = join(folder, basename(name));
export { files };

/** The package.json that users get. */
export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What a client needs at least. */
export const OPTIONS = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' },
};

/** @returns {Uint8Array} the module in the package */
export function moduleBytes() {
  return readFileSync(join(root, 'dist/patchlens_bg.wasm'));
}

let copies = 0;

/** @returns {Promise<typeof import('patchlens/slim')>} a copy that nobody else has */
export function freshSlim() {
  copies += 1;
  return import(`${pathToFileURL(join(root, 'dist/slim.js'))}?copy=${copies}`);
}

/**
 * Runs a program of which `say(value)` is the result.
 *
 * @param {'module' | 'commonjs'} type
 * @param {string} code
 */
export async function said(type, code) {
  const say = 'const say = (value) => console.log(JSON.stringify(value));';
  const args = [`--input-type=${type}`, '--eval', `${say}${code}`];
  return JSON.parse(await must(process.execPath, args, { cwd: folder, output: 'keep' }));
}
