/**
 * Which of the page's tests run on the watch, too, and why the others do not. `watch-suite.test.js` runs them
 * and holds the two lists to the files that there are: a new file must be put in one of them.
 */
import { basename } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** Whether this process runs tests on the watch. */
export const isOnWatch = () => process.env.PATCHLENS_PAGE_ON === 'watch';

const CONNECTS = 'connects to AWS or a server';
const READING = 'is about the reading of a fleet by the page';
const ANSWERS = 'changes what AWS answers, while the page reads';
const SAMPLE = 'is about the sample fleet';
const FILES = 'saves a file, which a server does not give';
const RULES = 'changes or focuses a limit, and a server judges by its own';
const PATCHES = 'is about patches that are not open, which a server does not give';
const SNAPSHOTS = 'is about snapshots, which a server does not give';

let open;

/** Sets what opens a rig on the watch. */
export function openRigsBy(opener) {
  open = opener;
}

export function openOnWatch() {
  return open();
}

/**
 * The files whose tests ask for nothing but a page with a fleet. A test that is named here, by its name or by a
 * pattern, is none of them.
 *
 * @type {Record<string, [name: string | RegExp, reason: string][]>}
 */
export const ON_WATCH = {
  'access-page.test.js': [
    [/ connect\b/, CONNECTS],
    [/ with (?:an error|partial results), /, READING],
  ],
  'columns-page.test.js': [
    ['columns are chosen and moved by the keyboard, and stand in the address and in files', FILES],
    ['the files of a table have its columns in their order', FILES],
  ],
  'filter-page.test.js': [
    ['half a condition is an error only once the field is left', RULES],
    ['a slash is a letter where something is typed', RULES],
    ['hostile texts of the service and of links are shown as text', ANSWERS],
  ],
  'fleet-page.test.js': [
    ['the sample fleet opens at the start, says that it is one, and has the simulator’s totals', SAMPLE],
    ['the limit of staleness can be changed', RULES],
    ['filters without a match say so, and can be cleared', FILES],
    ['the filtered rows can be saved as CSV', FILES],
    ['the way back from a node leads to the list as it was', 'scrolls through a fleet of 1,000 nodes'],
    ['refresh reads the fleet again', READING],
    [/^a node .* in row, tile, bar, filter and facts$/, 'changes a fleet of one node, which the page reads again'],
  ],
  'keys-page.test.js': [],
  'node-page.test.js': [
    ['a click on a row opens the node with all its patches, open problems first', PATCHES],
    ['a patch shows title, KB, severity, classification, CVEs and when it was installed', PATCHES],
    ['the values that mean "no time" are not shown as times', PATCHES],
    [/^in a window of \d+ px the state of every patch stays in its column$/, PATCHES],
    ['patches filter by text, severity and classification, sort, and the address keeps the query', PATCHES],
    ['a node that was never scanned is shown as such, and not as a failure', 'is about what AWS answers of such a node'],
    ['loading patches shows progress, can be cancelled, and goes on', READING],
    ['leaving a node stops its requests, and coming back goes on', READING],
  ],
  'overview-page.test.js': [
    ['targets decide what is overdue; an age known as “at least” may stay undecided', RULES],
    ['targets are kept in the address, can be removed, and can be reset', RULES],
    ['a target that makes no sense changes nothing', RULES],
    ['the overview judges by the limit of staleness of the list', RULES],
  ],
  'report-page.test.js': [
    ['while the fleet is read there is no report, and a stopped reading makes a partial one', READING],
    ['patches that may not be read are “not read”, and the error is in the report', READING],
    ['a Region without nodes has a report that says so', ANSWERS],
    ['through a Worker, which reads no findings, the report says so', CONNECTS],
    ['filter, tables and order are in the address, and the way back leads to them', RULES],
  ],
  'split-panel-page.test.js': [],
  'table-access-page.test.js': [],
  'table-states-page.test.js': [
    ['platforms without CVEs are named with their nodes, and no rows are no all-clear', ANSWERS],
    ['a fleet that is not read to its end says that rows are missing, in table and file', READING],
    ['while no finding is read yet, an empty table says that it is not the end', READING],
    ['a denied action is named, with the numbers that it leaves unknown', READING],
    ['the rows as filtered and sorted can be saved as CSV and NDJSON', FILES],
    ['a filter without a match says so, can be cleared, and has no file', FILES],
    ['through a Worker, which reads no findings, the views say so and show no table', CONNECTS],
    ['a table longer than an element can be high has parts, and each row is in one', ANSWERS],
  ],
  'tables-page.test.js': [
    ['the views are links of a navigation bar, each with its title, address and heading', 'the watch has other views'],
    ['a patch opens its findings, whatever is in its title', ANSWERS],
  ],
};

/** @type {Record<string, string>} */
export const NOT_ON_WATCH = {
  'connect-page.test.js': CONNECTS,
  'fault-page.test.js': READING,
  'files-page.test.js': 'files of a person do not apply to the fleet of a server',
  'firefox-page.test.js': SAMPLE,
  'goldens-page.test.js': 'compares pictures of the sample fleet',
  'hostile-page.test.js': ANSWERS,
  'kept-history-page.test.js': SNAPSHOTS,
  'keyboard-page.test.js': CONNECTS,
  'large-fleet.test.js': 'measures a fleet in the memory of the page',
  'lighthouse.test.js': 'measures the page with the sample fleet',
  'overview-states.test.js': READING,
  'own-server-page.test.js': CONNECTS,
  'policy-page.test.js': CONNECTS,
  'remote-source.test.js': 'has no page',
  'saved-fleet-page.test.js': SNAPSHOTS,
  'scan-page.test.js': 'has a server of its own; watch-page.test.js has the same on the watch',
  'scope-links-page.test.js': CONNECTS,
  'scopes-page.test.js': CONNECTS,
  'serve-page.test.js': 'has a server of its own',
  'server-page.test.js': 'has a server of its own',
  'spoken-page.test.js': 'names the buttons for files, and views that the watch has not',
  'static-page.test.js': SAMPLE,
  'trend-page.test.js': `${SNAPSHOTS}; watch-trend-page.test.js has the days of the watch`,
  'wasm-page.test.js': SAMPLE,
  'watch-exceptions-page.test.js': 'is on the watch',
  'watch-page.test.js': 'is on the watch',
  'watch-suite.test.js': 'runs the others',
  'watch-trend-page.test.js': 'is on the watch',
};

/** The files whose tests run on the watch in `npm test`. `PATCHLENS_WATCH_TESTS=all` runs those of all. */
const IN_EVERY_RUN = ['keys-page.test.js', 'overview-page.test.js', 'split-panel-page.test.js', 'tables-page.test.js'];
const isWhole = process.env.PATCHLENS_WATCH_TESTS === 'all';

const imported = new Set();
const left = new Set();

/**
 * `test` of `node:test`, for the tests of a file that can run on the watch.
 *
 * @param {string} url of the file
 */
export function pageTest(url) {
  if (!isOnWatch()) return test;
  const file = basename(fileURLToPath(url));
  imported.add(file);
  return (name, ...rest) => {
    const entries = ON_WATCH[file].filter(([which]) => (which instanceof RegExp ? which.test(name) : which === name));
    for (const entry of entries) left.add(entry);
    const isWanted = entries.length === 0 && (isWhole || IN_EVERY_RUN.includes(file));
    return isWanted ? test(`${file}: ${name}`, ...rest) : undefined;
  };
}

/** What is wrong with the lists, given all files with tests: nothing may be in none, and nothing on both. */
export function wrongLists(files) {
  const listed = [...Object.keys(ON_WATCH), ...Object.keys(NOT_ON_WATCH)];
  return [
    ...files.filter((file) => !listed.includes(file)).map((file) => `${file} is on no list`),
    ...listed.filter((file) => !files.includes(file)).map((file) => `${file} is no file`),
    ...listed.filter((file, at) => listed.indexOf(file) !== at).map((file) => `${file} is listed twice`),
    ...Object.keys(ON_WATCH)
      .filter((file) => !imported.has(file))
      .map((file) => `${file} is not imported`),
    ...Object.entries(ON_WATCH).flatMap(([file, entries]) =>
      entries.filter((entry) => !left.has(entry)).map(([which]) => `${file} has no test ${which}`),
    ),
  ];
}
