/** The waits that users feel, the same in Node and in a browser: the medians in ms. */
import { median } from '../measure.mjs';
import { calibrated } from './calibration.mjs';
import { NOW } from './data/catalog.mjs';
import { contender, openFleet } from './patchlens.mjs';

const GRAVEST_FIRST = { property: 'severity', descending: true };
/** New sorts: none is asked again before all the others were. */
const SORTS = [
  [GRAVEST_FIRST, { property: 'firstSeen' }],
  [{ property: 'instanceId' }, { property: 'title' }],
  [{ property: 'title' }],
  [{ property: 'state' }, { property: 'firstSeen', descending: true }, { property: 'title' }],
  [{ property: 'patchGroup' }, GRAVEST_FIRST, { property: 'title' }],
  [{ property: 'firstSeen' }],
  [{ property: 'kb', descending: true }, { property: 'instanceId' }],
];
/** The order of the page on which someone types. */
const TYPED_IN = [GRAVEST_FIRST, { property: 'title' }];
const KEYSTROKES = ['k', 'ke', 'ker', 'kern', 'kernel'];
const OPENINGS = 3;

/** The questions with their targets in ms. `prepare` is not part of the time. */
const FELT = [
  { title: 'filter: severity and state', target: 4, ask: ({ ask }, i) => ask.filter(severe(i)) },
  { title: 'filter: age', target: 4, ask: ({ ask }, i) => ask.age({ days: 7 + i }) },
  { title: 'filter: text', target: 8, ask: ({ ask }, i) => ask.text({ text: TEXTS[i % 4] }) },
  { title: 'a new sort, any offset', target: 16, ask: newSort },
  {
    title: 'a scrolled page',
    target: 4,
    prepare: ({ fleet }, i) => sorted(fleet, SORTS[0], 100 * i),
    ask: ({ fleet }, i) => sorted(fleet, SORTS[0], 100 * i + 100),
  },
  {
    title: 'keystroke to sorted page',
    target: 12,
    // Who types has the sorted page before them.
    prepare: ({ fleet }) => sorted(fleet, TYPED_IN, 0),
    ask: keystroke,
  },
];
const TEXTS = ['openssl', 'prod-web', 'curl', 'cve-2026-3'];

/**
 * @typedef {object} Felt
 * @property {string} title
 * @property {number} target ms on the machine of the targets
 * @property {number} ms
 */

/**
 * @param {Uint8Array} snapshot
 * @param {number} rounds
 * @returns {Promise<{ calibration: import('./calibration.mjs').Calibration, rows: Felt[] }>}
 */
export async function felt(snapshot, rounds) {
  const calibration = calibrated();
  const first = await firstQueries(snapshot);
  const fleet = await openFleet(snapshot);
  const rows = measuredInTurn(contender(fleet), FELT, rounds);
  fleet.free();
  return { calibration, rows: [...rows, first] };
}

/**
 * @param {ReturnType<typeof contender>} asked
 * @param {typeof FELT} questions asked in turn, after one round to warm up
 * @returns {Felt[]}
 */
export function measuredInTurn(asked, questions, rounds) {
  const times = questions.map(() => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [i, { prepare, ask }] of questions.entries()) {
      prepare?.(asked, round + 1);
      const start = performance.now();
      ask(asked, round + 1);
      if (round >= 0) times[i].push(performance.now() - start);
    }
  }
  return questions.map(({ title, target }, i) => ({ title, target, ms: median(times[i]) }));
}

async function firstQueries(snapshot) {
  const times = [];
  for (let i = 0; i < OPENINGS; i += 1) {
    const fleet = await openFleet(snapshot);
    const start = performance.now();
    sorted(fleet, SORTS[0], 0);
    times.push(performance.now() - start);
    fleet.free();
  }
  return { title: 'first query after opening', target: 50, ms: median(times) };
}

function severe(i) {
  const severities = [['Critical', 'Important'], ['Critical'], ['Important', 'Moderate']][i % 3];
  return { severities, state: i % 2 ? 'Missing' : 'Failed' };
}

function newSort({ fleet }, i) {
  const offset = Math.floor((fleet.findingCount * ((i * 37) % 100)) / 100);
  sorted(fleet, SORTS[i % SORTS.length], offset);
}

function keystroke({ fleet }, i) {
  const filter = { tokens: [], text: KEYSTROKES[i % KEYSTROKES.length] };
  fleet.findings({ filter, sort: TYPED_IN, limit: 100 });
}

function sorted(fleet, sort, offset) {
  const { rows } = fleet.findings({ sort, offset, limit: 100 });
  if (rows.some((it) => it.firstSeen.getTime() > NOW * 1000)) throw new Error('seen in the future');
}
