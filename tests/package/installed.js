/** The installed package, and programs that use it as users' programs do. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { must } from '../../scripts/process.mjs';
import { packed } from '../../scripts/packed.mjs';

const { folder: original, tarball: name, files } = await packed();
/** A folder where `patchlens` resolves to the installed package. Each file of tests has its own. */
export const folder = realpathSync(mkdtempSync(join(tmpdir(), 'patchlens-installed-')));
cpSync(original, folder, { recursive: true });
after(() => rmSync(folder, { recursive: true, force: true }));

export const root = join(folder, 'node_modules/patchlens');
export const tarball = join(folder, basename(name));
export { files };

/** The package.json that users get. */
export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The required options of a client. */
export const OPTIONS = {
  region: 'eu-central-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' },
};

/**
 * @param {'patchlens_bg.wasm' | 'fleet_bg.wasm'} [name]
 * @returns {Uint8Array} a module of the package
 */
export function moduleBytes(name = 'patchlens_bg.wasm') {
  return readFileSync(join(root, 'dist', name));
}

let copies = 0;

/**
 * @param {'slim.js' | 'fleet.slim.js'} [file]
 * @returns {Promise<Record<string, any>>} a new copy of the entry, without a module
 */
export function freshSlim(file = 'slim.js') {
  copies += 1;
  return import(`${pathToFileURL(join(root, 'dist', file))}?copy=${copies}`);
}

/**
 * Runs a program and returns the value that it hands to `say`.
 *
 * @param {'module' | 'commonjs'} type
 * @param {string} code
 */
export async function said(type, code) {
  const say = 'const say = (value) => console.log(JSON.stringify(value));';
  const args = [`--input-type=${type}`, '--eval', `${say}${code}`];
  return JSON.parse(await must(process.execPath, args, { cwd: folder, output: 'keep' }));
}
