/**
 * Makes a release: checks, sets the version, builds, tests, packs, commits and tags. It ends by
 * saying how to publish, which it leaves to you.
 *
 *     npm run release -- 0.2.0              from a clean main, with the changes told in CHANGELOG.md
 *     npm run release -- 0.2.0 --dry-run    changes nothing that is tracked, and says what it would
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { release as told } from './changelog.mjs';
import { ask, isMain, must, ROOT } from './process.mjs';
import { compareVersions, isPreRelease, isVersion, places, withVersion } from './version.mjs';

const BRANCH = 'main';
const HOUR = 3_600_000;
const USAGE = 'Usage: npm run release -- <version> [--dry-run], such as 0.2.0 or 0.2.0-beta.1';

async function release(version, { isDry }) {
  const problems = await problemsWith(version);
  if (problems.length > 0) throw new Error(problems.map((it) => `✗ ${it}`).join('\n'));
  console.log(`Release ${version}:\n\n${told(changelog(), version).notes}\n`);
  if (isDry) await rehearse(version);
  else await perform(version);
}

/** What stands in the way of releasing it. */
async function problemsWith(version) {
  if (!isVersion(version)) return [`"${version}" is no version. ${USAGE}`];
  const [{ version: current }, ...others] = places();
  const problems = others
    .filter((it) => it.version !== current)
    .map((it) => `${it.file} says ${it.version}, but package.json ${current}`);
  if (compareVersions(version, current) < 0) problems.push(`${version} is older than ${current}`);
  return [
    ...problems,
    ...(await problemsWithGit(`v${version}`)),
    ...told(changelog(), version).problems,
  ];
}

async function problemsWithGit(tag) {
  const problems = [];
  const [branch, changes, tags] = await Promise.all([
    git('branch', '--show-current'),
    git('status', '--porcelain'),
    git('tag', '--list', tag),
  ]);
  if (branch !== BRANCH) problems.push(`The branch is "${branch}", not "${BRANCH}"`);
  if (changes) problems.push(`There are changes that are not committed:\n${changes}`);
  if (tags) problems.push(`The tag ${tag} is there already`);
  return problems;
}

async function rehearse(version) {
  await build();
  await list();
  for (const { file, before, after } of withVersion(version)) {
    console.log(`would ${before === after ? 'leave' : 'change'} ${file}`);
  }
  for (const words of [TEST, ...recording(version)]) console.log(`would run: ${words.join(' ')}`);
  console.log('would say how to publish it. Nothing was changed.');
}

const TEST = ['npm', 'test'];

async function perform(version) {
  const files = withVersion(version);
  const write = (state) => {
    for (const it of files) writeFileSync(join(ROOT, it.file), it[state]);
  };
  let tarball;
  write('after');
  try {
    await build();
    const [command, ...args] = TEST;
    await must(command, args, { timeoutMs: HOUR });
    tarball = await list();
  } catch (error) {
    write('before');
    throw error;
  }
  for (const [program, ...args] of recording(version)) await must(program, args);
  explain(version, tarball);
}

/** The commands that make it part of the history. */
function recording(version) {
  const changed = withVersion(version).map(({ file }) => file);
  const message = `Release ${version}`;
  return [
    // Nothing differs if the files have said so since the release before.
    ['git', 'commit', '--allow-empty', '--message', message, '--', ...changed],
    ['git', 'tag', '--annotate', `v${version}`, '--message', message],
  ];
}

async function build() {
  const { setUp } = await import('./setup.mjs');
  await setUp({ build: true });
}

/** Packs, and shows what is in the tarball. */
async function list() {
  const { packed } = await import('./packed.mjs');
  const { tarball, size, files } = await packed();
  const rows = [...files, { path: relative(ROOT, tarball), size }];
  for (const row of rows) console.log(`${String(row.size).padStart(9)}  ${row.path}`);
  return relative(ROOT, tarball);
}

function explain(version, tarball) {
  const tag = isPreRelease(version) ? ' --tag next' : '';
  const { repository } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  console.log(`\n${version} is committed and tagged. To publish it:\n`);
  console.log(`  git push --follow-tags\n  npm publish ${tarball}${tag}`);
  console.log('\nnpm attests provenance in a CI that it knows; elsewhere add --provenance=false.');
  if (!repository) {
    console.log('\npackage.json names no "repository", without which npm refuses provenance: add it.');
  }
}

function changelog() {
  return readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
}

async function git(...args) {
  const output = await ask('git', args);
  if (output === undefined) throw new Error(`\`git ${args.join(' ')}\` failed`);
  return output;
}

if (isMain(import.meta.url)) {
  try {
    const options = { 'dry-run': { type: 'boolean', default: false } };
    const { positionals, values } = parseArgs({ options, allowPositionals: true });
    if (positionals.length !== 1) throw new Error(USAGE);
    await release(positionals[0], { isDry: values['dry-run'] });
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
