/**
 * The licences of the crates that are compiled into the modules.
 *
 *     node scripts/licences.mjs    writes LICENSE-THIRD-PARTY; run it after a change of the crates
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MODULES } from './modules.mjs';
import { isMain, must, ROOT } from './process.mjs';
import { WASM } from './toolchain.mjs';

/** The file that goes with the package, relative to the root. */
export const LICENCES = 'LICENSE-THIRD-PARTY';

/** The notices of crates under the MIT License that come without its text, from their repositories. */
const NOTICES = { lol_alloc: 'Copyright (c) 2022 Craig' };

const HEAD = `The WebAssembly modules of patchlens have code of others compiled into it.

Of Rust's standard library and of these crates, whose authors offer it under the Apache License 2.0
among others, which stands in LICENSE-APACHE:
`;

/** @returns {Promise<string>} the text that {@link LICENCES} should have */
export async function licences() {
  const crates = await compiledIn();
  const [offered, others] = [true, false].map((it) => crates.filter((one) => isApache(one) === it));
  return [HEAD, ...offered.map(titleOf), '', ...others.flatMap(inFull)].join('\n');
}

function titleOf({ name, version }) {
  return `- ${name} ${version}`;
}

function isApache({ license }) {
  return license.split(/ OR |\//).includes('Apache-2.0');
}

function inFull({ name, version, license, manifest_path }) {
  const folder = dirname(manifest_path);
  const texts = readdirSync(folder)
    .filter((file) => /^(LICEN[CS]E|COPYING|NOTICE)/i.test(file) && !/APACHE/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length === 0) texts.push(mit(name));
  const title = `${name} ${version} (${license})`;
  return ['', title, '='.repeat(title.length), '', texts.join('\n\n'), ''];
}

function mit(name) {
  const notice = NOTICES[name];
  if (!notice) throw new Error(`The crate ${name} comes without the text of its licence`);
  const own = readFileSync(join(ROOT, 'LICENSE-MIT'), 'utf8').trim();
  return own.replace(/^Copyright .*$/m, notice);
}

/** The packages that cargo compiles into the modules, without macros and build scripts. */
async function compiledIn() {
  const only = ['--target', WASM, '--edges', 'normal,no-proc-macro', '--prefix', 'none'];
  const features = ['--features', [...new Set(MODULES.flatMap((module) => module.features))].join()];
  const tree = await cargo('tree', '--locked', ...only, ...features, '--format', '{p}');
  // A line has a name, a version, and a source if that is not the registry.
  const ids = new Set(tree.split('\n').map((line) => line.split(' ').slice(0, 2).join(' ')));
  const metadata = await cargo('metadata', '--locked', '--all-features', '--format-version', '1');
  const { packages } = JSON.parse(metadata);
  return packages
    .filter(({ name, version, source }) => source && ids.has(`${name} v${version}`))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function cargo(...args) {
  return must('cargo', args, { output: 'keep' });
}

if (isMain(import.meta.url)) writeFileSync(join(ROOT, LICENCES), await licences());
