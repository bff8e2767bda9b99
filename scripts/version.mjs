/** The version of the package, in every file that has it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.mjs';

const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([\da-z]+(?:\.[\da-z]+)*))?$/;
/** The text around the version, by file; each place is found once. */
const PLACES = {
  'package.json': [/(?<=^ {2}"version": ")[^"]+/m],
  'package-lock.json': [
    /(?<=^ {2}"version": ")[^"]+/m,
    /(?<=^ {4}"": \{\n {6}"name": "patchlens",\n {6}"version": ")[^"]+/m,
  ],
  'Cargo.toml': [/(?<=^\[package\]\nname = "patchlens"\nversion = ")[^"]+/m],
  'Cargo.lock': [/(?<=^name = "patchlens"\nversion = ")[^"]+/m],
};

/** @returns {{ file: string, version: string }[]} every place that has the version, as it is */
export function places() {
  return Object.entries(PLACES).flatMap(([file, patterns]) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return patterns.map((pattern) => ({ file, version: found(text, file, pattern) }));
  });
}

/**
 * @param {string} version
 * @returns {{ file: string, before: string, after: string }[]} the files with that version in them
 */
export function withVersion(version) {
  return Object.entries(PLACES).map(([file, patterns]) => {
    const before = readFileSync(join(ROOT, file), 'utf8');
    for (const pattern of patterns) found(before, file, pattern);
    const after = patterns.reduce((text, pattern) => text.replace(pattern, version), before);
    return { file, before, after };
  });
}

/** @returns {boolean} whether it is a version as this project has them: 1.2.3 or 1.2.3-beta.4 */
export function isVersion(text) {
  return SEMVER.test(text);
}

/** @returns {boolean} whether it is a version to try before the one that it leads to */
export function isPreRelease(version) {
  return version.includes('-');
}

/**
 * The order of releases; of two pre-releases of the same version, that of their parts.
 *
 * @returns {number} negative if `one` comes before `other`, 0 if they are the same
 */
export function compareVersions(one, other) {
  const [first, second] = [one, other].map((it) => SEMVER.exec(it).slice(1));
  for (const index of [0, 1, 2]) {
    if (first[index] !== second[index]) return first[index] - second[index];
  }
  // Without a fourth part it is the release itself, which comes last.
  const [early, late] = [first[3], second[3]];
  if (!early || !late) return Number(!early) - Number(!late);
  return early.localeCompare(late, 'en', { numeric: true });
}

function found(text, file, pattern) {
  const match = pattern.exec(text);
  if (!match) throw new Error(`${file} does not have the version where it should: ${pattern}`);
  return match[0];
}
