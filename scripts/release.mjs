/**
 * What a release needs besides the work of `npm version`, which runs this file: `preversion` checks,
 * `version` writes the version into the other files. npm then commits and tags.
 *
 *     npm version 0.2.0
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from 'keep-a-changelog';
import semver from 'semver';
import { isMain, must, ROOT } from './process.mjs';

const BRANCH = 'main';
const CHANGELOG = join(ROOT, 'CHANGELOG.md');
const CARGO = join(ROOT, 'Cargo.toml');

/**
 * @param {{ version: string, current: string, branch: string, changelog: string, tags: string[] }} state
 * @returns {string[]} the reasons not to release the version
 */
export function problemsWith({ version, current, branch, changelog, tags }) {
  const { releases } = parser(changelog);
  const unreleased = releases.find(isUnreleased);
  const said = releases.some((release) => release.version === version);
  const odd = releases.some((it) => it.date && (!it.version || Number.isNaN(it.date.getTime())));
  return [
    semver.lt(version, current) && `${version} is older than ${current}`,
    branch !== BRANCH && `the branch is "${branch}", not "${BRANCH}"`,
    tags.includes(`v${version}`) && `the tag v${version} exists`,
    said && `CHANGELOG.md has a section for ${version} already`,
    odd && 'CHANGELOG.md has a heading without a version or without a date',
    (!unreleased || unreleased.isEmpty()) && 'CHANGELOG.md has no changes under "Unreleased"',
  ].filter(Boolean);
}

/**
 * @param {string} text of the changelog
 * @param {string} version
 * @param {Date} date
 * @returns {string} the changelog with the unreleased changes as those of the version
 */
export function released(text, version, date) {
  const changelog = parser(text);
  changelog.format = 'markdownlint';
  const release = changelog.releases.find(isUnreleased);
  release.setVersion(version);
  release.setDate(date);
  return changelog.toString();
}

function isUnreleased({ version, date }) {
  return !version && !date;
}

async function check(version, current) {
  const [branch, tags] = [await git('branch', '--show-current'), await git('tag')];
  const changelog = readFileSync(CHANGELOG, 'utf8');
  const state = { version, current, branch, changelog, tags: tags.split('\n') };
  const problems = problemsWith(state);
  if (problems.length > 0) throw new Error(problems.map((it) => `✗ ${it}`).join('\n'));
}

async function write(version) {
  writeFileSync(CHANGELOG, released(readFileSync(CHANGELOG, 'utf8'), version, new Date()));
  const manifest = readFileSync(CARGO, 'utf8');
  writeFileSync(CARGO, manifest.replace(/^version = ".*"$/m, `version = "${version}"`));
  // Writes the version into the lock file.
  await must('cargo', ['update', '--quiet', '--workspace', '--offline']);
  await git('add', 'CHANGELOG.md', 'Cargo.toml', 'Cargo.lock');
}

async function git(...args) {
  return (await must('git', args, { output: 'keep' })).trim();
}

if (isMain(import.meta.url)) {
  const { npm_new_version: version, npm_old_version: current } = process.env;
  try {
    if (!version) throw new Error('Run `npm version`, such as `npm version 0.2.0`');
    if (process.argv[2] === 'check') await check(version, current);
    else await write(version);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
