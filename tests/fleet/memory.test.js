/**
 * The memory of a process that scans again and again. It stays flat, whether fleets are freed or left to
 * the garbage collector; each has a WebAssembly instance of its own.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PROGRAM = fileURLToPath(new URL('memory-program.js', import.meta.url));
const LIMIT = { timeout: 120_000 };
/** What may come and go of the heap. A fleet that leaks takes twice as much. */
const TOLERANCE = 8_000_000;
/** How many freed fleets may wait until V8 collects them; it does when they take some 100 megabytes. */
const WAITING = 12;

let reports;

before(async () => {
  const [freed, dropped, leaking, unforced] = await Promise.all([
    report(['--expose-gc'], 'free'),
    report(['--expose-gc'], 'drop'),
    report(['--expose-gc'], 'free', 'leak'),
    report([], 'free'),
  ]);
  reports = { freed, dropped, leaking, unforced };
}, LIMIT);

for (const [way, what] of Object.entries({ freed: 'with free()', dropped: 'without free()' })) {
  test(`the memory of a process is flat over 50 scans ${what}`, (t) => {
    const { samples, fleetBytes } = reports[way];
    t.diagnostic(figures(reports[way]));
    assert.ok(fleetBytes > 2 * TOLERANCE, `a fleet of ${fleetBytes} bytes is too small to be missed`);
    assert.ok(growth(samples) < TOLERANCE, `it grew by ${growth(samples)} bytes`);
    // The last one can still be on the stack.
    for (const { alive } of samples) assert.ok(alive <= 1, `${alive} fleets live`);
  });
}

test('one fleet that leaks would be seen', () => {
  const { samples, kept } = reports.leaking;
  assert.equal(kept, 1);
  assert.ok(growth(samples) > TOLERANCE, `it grew by ${growth(samples)} bytes`);
  assert.equal(samples.at(-1).alive, 1);
});

test('without a forced collection, 50 freed fleets never wait for it together', (t) => {
  const { mostAlive } = reports.unforced;
  t.diagnostic(`${mostAlive} fleets at most; ${figures(reports.unforced)}`);
  assert.ok(mostAlive <= WAITING, `${mostAlive} fleets lived at once`);
});

/** How much larger the process was at the end than after the warm-up. */
function growth(samples) {
  return samples.at(-1).rss - samples[0].rss;
}

function figures({ fleetBytes, samples }) {
  const mb = (bytes) => Math.round(bytes / 1_000_000);
  const sizes = samples.map(({ rss, alive }) => `${mb(rss)} MB (${alive} fleets)`);
  return `a fleet takes ${mb(fleetBytes)} MB; the process ${sizes.join(', ')}`;
}

/** What the program prints. */
async function report(flags, ...args) {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, PROGRAM, ...args]);
  return JSON.parse(stdout);
}
