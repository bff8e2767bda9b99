/** Bundles the simulator for `npx patchlens --simulate`, with the licences of the packages in it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './process.mjs';

/** In dist/. */
export const SIMULATOR_FILES = ['cli-simulator.js', 'cli-simulator.LICENSES'];

const HEAD = 'cli-simulator.js has code of these packages in it.\n';
const LICENCE = /^(LICEN[CS]E|COPYING|NOTICE)/i;

/** @returns {Promise<[file: string, text: string][]>} */
export async function commandLineSimulator() {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(ROOT, 'cli/simulator-bundle.js')],
    absWorkingDir: ROOT,
    bundle: true,
    metafile: true,
    write: false,
    minify: true,
    format: 'esm',
    // The packages' files for browsers need nothing of Node.
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const [code, licences] = SIMULATOR_FILES;
  return [
    [code, outputFiles[0].text],
    [licences, licencesOf(Object.keys(metafile.inputs))],
  ];
}

function licencesOf(inputs) {
  const folders = new Set(inputs.map(packageOf).filter(Boolean));
  const byText = new Map();
  for (const folder of [...folders].sort()) {
    const text = licenceIn(folder);
    byText.set(text, [...(byText.get(text) ?? []), titleOf(folder)]);
  }
  const sections = [...byText].map(([text, titles]) => `\n${titles.join('\n')}\n\n${text}\n`);
  return [HEAD, ...sections].join('\n');
}

/** The folder of the package that a file belongs to; `undefined` for the project's own. */
function packageOf(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function titleOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  return `${name} ${version} (${license})`;
}

function licenceIn(folder) {
  const files = readdirSync(join(ROOT, folder)).filter((name) => LICENCE.test(name));
  if (files.length === 0) {
    throw new Error(`${folder} comes without the text of its licence`);
  }
  const texts = files.sort().map((name) => readFileSync(join(ROOT, folder, name), 'utf8').trim());
  return texts.map(withoutTerms).join('\n\n');
}

const TERMS = /TERMS AND CONDITIONS FOR USE[^]*END OF TERMS AND CONDITIONS/;

/** The package has the terms of Apache's licence already. What stands beside them, such as a copyright, stays. */
function withoutTerms(text) {
  const isSame = wordsOf(TERMS.exec(text)) === wordsOf(TERMS.exec(readFileSync(join(ROOT, 'LICENSE-APACHE'), 'utf8')));
  return isSame ? text.replace(TERMS, 'The terms and conditions are those in LICENSE-APACHE of this package.') : text;
}

function wordsOf(match) {
  return match?.[0].replace(/\s+/g, ' ');
}
