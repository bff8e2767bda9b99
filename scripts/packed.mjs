/**
 * The package as users get it: packed by npm, and installed from the tarball.
 *
 *     node scripts/packed.mjs
 */
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isMain, must, ROOT } from './process.mjs';
import { filesOf, whenChanged } from './stamp.mjs';
import { step } from './step.mjs';

const FOLDER = '.setup/packed';
const LIST = `${FOLDER}/list.json`;
const INSTALLED = `${FOLDER}/node_modules/patchlens`;
const DOCUMENTS = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE-APACHE',
  'LICENSE-MIT',
  'LICENSE-THIRD-PARTY',
];

/**
 * @typedef {object} Packed
 * @property {string} folder where `patchlens` resolves to the installed copy
 * @property {string} root of the installed copy
 * @property {string} tarball
 * @property {number} size of the tarball, in bytes
 * @property {{ path: string, size: number }[]} files in the tarball
 */

/**
 * Packs dist/ and cli/ and installs the tarball, unless that was done for the same files.
 *
 * @returns {Promise<Packed>} all paths absolute
 * @throws {Error} if npm fails, such as before the first build
 */
export async function packed() {
  const inputs = ['package.json', ...DOCUMENTS, ...filesOf('cli'), ...filesOf('dist'), ...filesOf('dist-page')];
  const outputs = [LIST, `${INSTALLED}/package.json`];
  await whenChanged('packed.stamp', inputs, outputs, () => step('tarball', pack));
  const { filename, files, size } = JSON.parse(readFileSync(join(ROOT, LIST), 'utf8'));
  const [folder, root] = [FOLDER, INSTALLED].map((path) => join(ROOT, path));
  return { folder, root, tarball: join(folder, filename), size, files };
}

async function pack() {
  // In another folder first: tests may still use the previous one.
  mkdirSync(dirname(join(ROOT, FOLDER)), { recursive: true });
  const folder = mkdtempSync(join(ROOT, `${FOLDER}-`));
  try {
    await packInto(folder);
    rmSync(join(ROOT, FOLDER), { recursive: true, force: true });
    renameSync(folder, join(ROOT, FOLDER));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function packInto(folder) {
  const flags = ['--json', '--ignore-scripts', '--pack-destination', folder];
  const [list] = JSON.parse(await must('npm', ['pack', ...flags], { output: 'keep' }));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const install = ['install', '--offline', '--no-audit', '--no-fund', '--no-package-lock'];
  await must('npm', [...install, `./${list.filename}`], { cwd: folder, output: 'keep' });
  writeFileSync(join(folder, basename(LIST)), JSON.stringify(list));
}

if (isMain(import.meta.url)) console.log((await packed()).root);
