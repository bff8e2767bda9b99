/**
 * The fleet that the benchmarks ask about: pages as Systems Manager writes them, the same in every
 * run. They are written once to target/bench/ and again when the generator changes.
 *
 *     node bench/fleet/data.mjs --nodes 5000
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toJson } from '../../simulator/json-doubles.js';
import { isMain, ROOT } from '../../scripts/process.mjs';
import { catalog, DAY, NOW, SCOPE } from './data/catalog.mjs';
import { newNode, patchesBody, stateEntry } from './data/node.mjs';
import { PageWriter, pagesOf } from './data/pages.mjs';
import { Random } from './data/random.mjs';

export { DAY, NOW, SCOPE };
export const SIZES = { nodes: 100_000, patches: 20_000, cves: 8000 };

const PARTS = readdirSync(new URL('data', import.meta.url));
const SOURCES = ['data.mjs', ...PARTS.map((it) => `data/${it}`)];
const STAMP = 'stamp.json';
const STATES_PER_PAGE = 50;
/** Pages for decoding: rows of patches by kind, and how many pages. */
const UNIFORM = { 'patches-100': 100, 'patches-25': 25 };
const UNIFORM_PAGES = 600;
/** For how many days at most the history knows a node. */
const HISTORY_DAYS = 400;

/**
 * @typedef {object} FleetData
 * @property {typeof SIZES} sizes
 * @property {number} findings how many there are
 * @property {string} commonCve the CVE that most patches name
 * @property {(kind: 'patches' | 'states' | 'patches-100' | 'patches-25') =>
 *   Generator<import('./data/pages.mjs').Page>} pages `patches`: one page a node, all of it;
 *   `states`: 50 nodes a page; the others: as many rows a page as they say
 */

/**
 * @param {Partial<typeof SIZES>} [wanted]
 * @returns {FleetData}
 */
export function fleetData(wanted = {}) {
  const sizes = { ...SIZES, ...wanted };
  const folder = join(ROOT, 'target/bench', `fleet-${sizes.nodes}-${sizes.patches}-${sizes.cves}`);
  const sources = fingerprint();
  if (stampOf(folder)?.sources !== sources) replace(folder, sizes, sources);
  const { findings, commonCve } = stampOf(folder);
  return { sizes, findings, commonCve, pages: (kind) => pagesOf(join(folder, kind)) };
}

function stampOf(folder) {
  const stamp = join(folder, STAMP);
  return existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : undefined;
}

// The folder takes its name when it is complete, so that no other process reads half of it.
function replace(folder, sizes, sources) {
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const facts = generate(unfinished, sizes);
  writeFileSync(join(unfinished, STAMP), JSON.stringify({ sources, ...facts }));
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
}

function generate(folder, sizes) {
  const random = new Random(2026);
  const platforms = catalog(random, sizes);
  const findings = writeNodes(random, platforms, folder, sizes.nodes);
  for (const [kind, rows] of Object.entries(UNIFORM)) {
    writeUniform(random, platforms, join(folder, kind), rows);
  }
  return { findings, commonCve: mostNamed(platforms) };
}

function writeNodes(random, platforms, folder, count) {
  const patches = new PageWriter(join(folder, 'patches'));
  const states = new PageWriter(join(folder, 'states'));
  let entries = [];
  let findings = 0;
  for (let i = 1; i <= count; i += 1) {
    const node = newNode(random, randomPlatform(random, platforms), findingsOfNode(random));
    const readAt = NOW - DAY - random.int(0, HISTORY_DAYS * DAY);
    patches.add(patchesBody(random, node), readAt, [node.instanceId]);
    entries.push(stateEntry(random, node));
    findings += node.findings.length;
    if (entries.length < STATES_PER_PAGE && i < count) continue;
    const ids = entries.map((it) => it.InstanceId);
    states.add(toJson({ InstancePatchStates: entries }), NOW, ids);
    entries = [];
  }
  patches.close();
  states.close();
  return findings;
}

function writeUniform(random, platforms, path, rows) {
  const pages = new PageWriter(path);
  const large = platforms.filter((it) => it.patches.length >= 2 * rows);
  for (let i = 0; i < UNIFORM_PAGES; i += 1) {
    const node = newNode(random, randomPlatform(random, large), rows);
    pages.add(patchesBody(random, node), NOW, [node.instanceId]);
  }
  pages.close();
}

function randomPlatform(random, platforms) {
  return random.weighted(platforms.map((it) => [it, it.platform.nodes]));
}

// 25 in the mean, about as a normal distribution.
function findingsOfNode(random) {
  const spread = random.next() + random.next() + random.next() + random.next() - 2;
  return Math.max(10, Math.min(39, Math.round(25 + 11 * spread)));
}

function mostNamed(platforms) {
  const counts = new Map();
  const names = platforms.flatMap((it) => it.patches.flatMap((patch) => patch.cves));
  for (const cve of names) counts.set(cve, (counts.get(cve) ?? 0) + 1);
  return [...counts].reduce((best, it) => (it[1] > best[1] ? it : best))[0];
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of SOURCES) hash.update(readFileSync(new URL(file, import.meta.url)));
  return hash.digest('hex');
}

if (isMain(import.meta.url)) {
  const { values } = parseArgs({ options: { nodes: { type: 'string', default: '5000' } } });
  const { sizes, findings } = fleetData({ nodes: Number(values.nodes) });
  console.log({ ...sizes, findings });
}
