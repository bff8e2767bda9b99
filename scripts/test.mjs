/**
 * All checks and tests, after the set-up they need; ends with the totals.
 *
 *     npm test                     everything
 *     npm test -- rust js          some parts: lint, rust, js, cli, package, runtimes, bundlers, peers,
 *                                  conformance, e2e, examples, worker
 *     npm test -- --without bun    all but some runtimes, as PATCHLENS_WITHOUT=bun,deno does
 *     npm test -- --quick          the core, the package and the most important runtimes
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSERS } from './browser.mjs';
import { LINT } from './checks/lint.mjs';
import { ROOT, run } from './process.mjs';
import { setUp } from './setup.mjs';
import { testOptions } from './test-options.mjs';

const MINUTE = 60_000;
/** Tests that measure times, rates or memory, and so have the machine for themselves. */
const TIMED = [
  'tests/e2e/large-fleet.test.js',
  'tests/fleet/memory.test.js',
  'tests/js/client/adaptive.test.js',
  'tests/js/client/error-response.test.js',
  'tests/js/client/fleet-under-load.test.js',
  'tests/js/client/retries.test.js',
  'tests/js/fleet/scan.test.js',
  'tests/tools/process.test.js',
];
const isTimed = (file) => TIMED.includes(file);
/** The runtime or the browser other than Chromium that a test needs, by its name. */
const runtimeOf = (file) => /\b(firefox|workerd)-(?:client|page)\.test\.js$/.exec(file)?.[1];
const testsOf = (folder, without) =>
  testFiles(folder).filter((file) => !without.includes(runtimeOf(file)));
const pageTests = (timed, without) =>
  testsOf('tests/e2e', without).filter((file) => isTimed(file) === timed);
const scriptTests = (timed) =>
  ['tests/js', 'tests/fleet', 'tests/tools', 'simulator/test']
    .flatMap(testFiles)
    .filter((file) => !isPeers(file) && isTimed(file) === timed);
/** Tests that need other clients, such as boto3. */
const isPeers = (file) => /\bpeers\b.*\.test\.js$/.test(file);

/**
 * @typedef {{ name: string, passed: number, failures: string[],
 *   row?: import('../tests/runtimes/matrix.mjs').Row }} Result
 */

const PARTS = {
  lint: LINT,
  rust: [cargoTest, ({ without }) => nodeTest('rust', testsOf('tests/rust', without))],
  js: [
    () => nodeTest('js', scriptTests(false), { atOnce: 2 }),
    () => nodeTest('js, timed', scriptTests(true)),
  ],
  cli: [() => nodeTest('cli', testFiles('tests/cli'))],
  package: [() => nodeTest('package', testFiles('tests/package'), { atOnce: 2 })],
  runtimes: [(options) => cellsOf('runtimes', options)],
  bundlers: [(options) => cellsOf('bundlers', options)],
  peers: [() => nodeTest('peers', testFiles('tests/js').filter(isPeers))],
  conformance: [() => nodeTest('conformance', testFiles('tests/conformance'))],
  e2e: [
    () => nodeTest('page', testFiles('www/test'), { atOnce: 2 }),
    ({ without }) => nodeTest('e2e', pageTests(false, without), { atOnce: 2, minutes: 40 }),
    ({ without }) => nodeTest('e2e, timed', pageTests(true, without)),
  ],
  examples: [examples],
  worker: [() => nodeTest('worker', testFiles('tests/worker'), { atOnce: 2 })],
};

async function main(options) {
  const { parts } = options;
  const results = [await prepared(options), ...(await misnamed(options))];
  if (results.some(({ failures }) => failures.length > 0)) return results;
  for (const part of parts) for (const one of PARTS[part]) results.push(await one(options));
  return [...results.flat(), ...(await shown(results.flat(), options))];
}

async function prepared({ parts, without, isQuick }) {
  const needs = (...names) => names.some((name) => parts.includes(name));
  const all = needs('runtimes') && !isQuick;
  const browsers = Object.keys(BROWSERS).filter(
    (name) => all || name === 'chromium' || (name === 'firefox' && needs('e2e', 'rust')),
  );
  try {
    await setUp({
      build: parts.some((part) => !['lint', 'rust'].includes(part)),
      browser: needs('e2e', 'examples', 'rust'),
      browsers: browsers.filter(
        (name) => needs('runtimes', 'bundlers', 'e2e', 'rust') && !without.includes(name),
      ),
      python: needs('peers'),
      conformance: needs('conformance'),
      runtimes: needs('package', 'runtimes', 'bundlers', 'examples'),
    });
    return { name: 'set-up', passed: 1, failures: [] };
  } catch (error) {
    console.error(error.message);
    return { name: 'set-up', passed: 0, failures: ['set-up'] };
  }
}

async function cargoTest() {
  console.log('\n── cargo test');
  const { exitCode, stdout } = await run('cargo', ['test', '--locked', '--all-features', '--no-fail-fast'], {
    timeoutMs: 20 * MINUTE,
  });
  let passed = 0;
  const failures = [...stdout.matchAll(/^test (.+) \.\.\. (?:FAILED|ignored.*)$/gm)].map(
    ([, name]) => name,
  );
  for (const [, count] of stdout.matchAll(/^test result: .*?(\d+) passed;/gm))
    passed += Number(count);
  return {
    name: 'cargo test',
    passed,
    failures: unexplained(failures, passed, exitCode, 'cargo test'),
  };
}

/**
 * @param {object} [options]
 * @param {number} [options.atOnce] files that run at the same time
 * @param {number} [options.minutes] after which the run is ended
 */
async function nodeTest(name, files, { atOnce = 1, minutes = 20 } = {}) {
  console.log(`\n── ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'patchlens-'));
  const tally = join(folder, 'tally');
  const reporters = ['spec', 'stdout', './scripts/tally.mjs', tally];
  const flags = reporters.map(
    (value, i) => `--test-reporter${i % 2 ? '-destination' : ''}=${value}`,
  );
  const args = [
    '--test',
    `--test-timeout=${8 * MINUTE}`,
    `--test-concurrency=${atOnce}`,
    ...flags,
    ...files,
  ];
  const { exitCode } = await run(process.execPath, args, { timeoutMs: minutes * MINUTE });
  const lines = existsSync(tally) ? readFileSync(tally, 'utf8').split('\n') : [];
  rmSync(folder, { recursive: true });
  const passed = lines.filter((line) => line.startsWith('pass ')).length;
  const failures = lines.filter((line) => line.startsWith('fail ')).map((line) => line.slice(5));
  return { name, passed, failures: unexplained(failures, passed, exitCode, name) };
}

/** @returns {Promise<Result[]>} one for each runtime, or bundler, with its way and the entry */
async function cellsOf(group, { without, isQuick }) {
  console.log(`\n── ${group}`);
  const { GROUPS, runMatrix, titleOf } = await import('../tests/runtimes/matrix.mjs');
  const isLeftOut = ({ name, needs = [] }) => [name, ...needs].some((it) => without.includes(it));
  const isWanted = (cell) => !isLeftOut(cell) && (!isQuick || cell.isQuick);
  const rows = await runMatrix({ isWanted, families: GROUPS[group] });
  return rows.map((row) => {
    const { passed, failures } = row;
    return { name: titleOf(row), passed, failures, row };
  });
}

/** @returns {Promise<Result[]>} a failure if a name to leave out is not the name of a runtime */
async function misnamed({ parts, without }) {
  const isUsed = ['runtimes', 'bundlers', 'examples'].some((part) => parts.includes(part));
  if (without.length === 0 || !isUsed) return [];
  const { namesIn } = await import('../tests/runtimes/matrix.mjs');
  const known = namesIn();
  const unknown = without.filter((name) => !known.includes(name));
  if (unknown.length === 0) return [];
  const failure = `cannot leave out ${unknown.join(', ')}: the names are ${known.join(', ')}`;
  return [{ name: 'what to leave out', passed: 0, failures: [failure] }];
}

/** @returns {Promise<Result[]>} whether the README shows exactly what ran, if everything ran */
async function shown(results, { parts, without, isQuick }) {
  const isWhole = ['runtimes', 'bundlers'].every((part) => parts.includes(part));
  if (!isWhole || without.length > 0 || isQuick) return [];
  const { differences } = await import('./runtimes-table.mjs');
  const found = differences(results.flatMap(({ row }) => row ?? [])).map(
    (it) => `${it}: only in the README or only in this run; \`node scripts/runtimes-table.mjs\` writes it`,
  );
  return [{ name: 'table in the README', passed: found.length === 0 ? 1 : 0, failures: found }];
}

/** The examples, without those of runtimes that are left out. */
function examples({ without }) {
  const isWanted = (file) => !without.some((name) => file === `tests/examples/${name}.test.js`);
  return nodeTest('examples', testFiles('tests/examples').filter(isWanted), { atOnce: 2 });
}

// A run without an exit code lacks tests, also if one of the others failed; an empty run is no success.
function unexplained(failures, passed, exitCode, name) {
  if (exitCode === undefined) {
    return [...failures, `${name} did not start, or a time-out or a signal ended it: tests are missing`];
  }
  if (failures.length > 0) return failures;
  if (exitCode !== 0) return [`${name} ended with ${exitCode}`];
  return passed === 0 ? [`${name} ran no test`] : [];
}

function testFiles(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .filter((name) => name.endsWith('.test.js'))
    .sort()
    .map((name) => join(folder, name));
}

async function summarise(results, { without }) {
  console.log('');
  for (const { name, passed, failures } of results) {
    console.log(`${name}: ${passed} passed, ${failures.length} failed`);
    for (const failure of failures) console.log(`  ✗ ${failure}`);
  }
  await tabulate(results.flatMap(({ row }) => row ?? []));
  if (without.length > 0) console.log(`\nleft out on request: ${without.join(', ')}`);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failures.length, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Prints the table of runtimes, and keeps its rows for scripts/runtimes-table.mjs. */
async function tabulate(rows) {
  if (rows.length === 0) return;
  const { printTable } = await import('../tests/runtimes/table.mjs');
  printTable(rows);
  writeFileSync(join(ROOT, '.setup/runtimes.json'), JSON.stringify(rows, null, 2));
}

function asked() {
  try {
    return testOptions(process.argv.slice(2), process.env, Object.keys(PARTS));
  } catch (error) {
    console.error(error.message);
    return process.exit(2);
  }
}

const options = asked();
// Fewer cases in a quick run, unless a number was asked for.
if (options.isQuick) process.env.FUZZ_CASES ??= '10000';
await summarise(await main(options), options);
