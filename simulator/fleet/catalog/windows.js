import { randomOf } from '../random.js';
import { cveIdsOf, daysSince, nameless } from './advisory.js';
import { laterTuesdays, patchTuesdays } from './patch-tuesdays.js';

const WINDOWS = {
  '2012 R2': {
    product: 'Windows Server 2012 R2 for x64-based Systems',
    framework:
      'Security and Quality Rollup for .NET Framework 3.5, 4.6.2 and 4.8 for Windows Server 2012 R2 ' +
      'for x64',
  },
  2019: {
    product: 'Windows Server 2019 for x64-based Systems',
    framework:
      'Cumulative Update for .NET Framework 3.5, 4.7.2 and 4.8 for Windows Server 2019 for x64',
  },
  2022: {
    product: 'Microsoft server operating system version 21H2 for x64-based Systems',
    framework:
      'Cumulative Update for .NET Framework 3.5, 4.8 and 4.8.1 for Microsoft server operating ' +
      'system version 21H2 for x64',
  },
};
/** Updates that are not published every month: every how many months, and their ratings. */
const OCCASIONAL = [
  {
    every: 3,
    name: 'Servicing Stack Update for',
    classification: 'SecurityUpdates',
    severity: 'Critical',
  },
  {
    every: 4,
    name: 'Security Update for Microsoft SQL Server 2019 GDR on',
    classification: 'SecurityUpdates',
    severity: 'Important',
  },
  {
    every: 5,
    name: 'Security Update for Microsoft OLE DB Driver 19 on',
    classification: 'SecurityUpdates',
    severity: 'Important',
  },
  {
    every: 6,
    name: 'Update for Microsoft Visual C++ Redistributable on',
    classification: 'Updates',
    severity: 'Moderate',
  },
  {
    every: 7,
    name: 'Security Update for Microsoft OpenSSH on',
    classification: 'SecurityUpdates',
    severity: 'Low',
  },
  {
    every: 9,
    name: 'Critical Update for Time Zone Data on',
    classification: 'CriticalUpdates',
    severity: 'Unspecified',
  },
];

/**
 * The updates of a Windows Server release: a cumulative update and others on each second Tuesday of a
 * month. `KBId` is the number of the article.
 * @param {'2012 R2' | 2019 | 2022} release
 * @param {Date} start
 * @param {Date} [end] the end of its support, if that is over
 * @returns {import('./advisory.js').Catalog}
 */
export function windowsCatalog(release, start, end = start) {
  const tuesdays = patchTuesdays(end);
  const monthly = tuesdays.flatMap((date, index) => updatesOf(date, index, release, start));
  return {
    patches: [...rolling(tuesdays[0], start), ...monthly],
    rejected: monthly.at(-1),
    others: articles('other', release, start, 24),
    notApplicable: articles('not-applicable', release, start, 60),
  };
}

/**
 * The updates that are published in the days after the start, oldest first.
 * @param {2019 | 2022} release
 * @param {Date} start
 * @param {number} days
 * @returns {import('./advisory.js').CatalogPatch[]}
 */
export function windowsReleases(release, start, days) {
  return laterTuesdays(start, days).flatMap((date, at) => [
    rolling(date, start)[0],
    ...updatesOf(date, -1 - at, release, start),
  ]);
}

function updatesOf(date, index, release, start) {
  const { product, framework } = WINDOWS[release];
  const random = randomOf('windows', date.toISOString());
  const updates = [
    {
      topic: 'system',
      name: `Cumulative Update for ${product}`,
      ...cumulativeRating(random),
      cves: { low: 4, high: 14 },
    },
    {
      topic: '.NET',
      name: framework,
      ...frameworkRating(random),
      cves: { low: 1, high: 3 },
    },
    ...OCCASIONAL.map((update) => ({
      ...update,
      topic: update.name,
      name: `${update.name} ${product}`,
      cves: { low: 1, high: 2 },
    })),
  ];
  return updates
    .map((update, slot) => ({ ...update, article: articleNumber(date, release, slot) }))
    .filter(({ every = 1 }) => modulo(index, every) === every - 1)
    .map((update) => published(update, date, start));
}

/** The remainder, never negative: the months after the start have negative numbers. */
function modulo(number, divisor) {
  return ((number % divisor) + divisor) % divisor;
}

function cumulativeRating(random) {
  return {
    classification: 'SecurityUpdates',
    severity: random.chance(0.45) ? 'Critical' : 'Important',
  };
}

function frameworkRating(random) {
  return random.chance(0.6)
    ? { classification: 'SecurityUpdates', severity: 'Important' }
    : { classification: 'Updates', severity: 'Unspecified' };
}

function published({ topic, name, classification, severity, cves, article }, date, start) {
  const month = date.toISOString().slice(0, 7);
  // By topic, not by name: updates of both releases fix the same CVEs.
  const fixes = cveIdsOf(`${topic} ${month}`, date, cves);
  return {
    kbId: `KB${article}`,
    chain: topic,
    title: `${month} ${name} (KB${article})`,
    classification,
    severity,
    cveIds: classification === 'SecurityUpdates' ? fixes : '',
    ageDays: daysSince(start, date),
    isCritical: severity === 'Critical',
  };
}

/** Updates that have the same article number every month. */
function rolling(date, start) {
  const ageDays = daysSince(start, date);
  const month = date.toLocaleString('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const update = (kbId, title, classification, severity) => ({
    ...nameless(kbId, ageDays),
    title: `${title} (${kbId})`,
    classification,
    severity,
  });
  return [
    update(
      'KB890830',
      `Windows Malicious Software Removal Tool x64 - ${month}`,
      'UpdateRollups',
      'Unspecified',
    ),
    update(
      'KB2267602',
      'Security Intelligence Update for Microsoft Defender Antivirus',
      'DefinitionUpdates',
      'Unspecified',
    ),
    update(
      'KB4052623',
      'Update for Microsoft Defender Antivirus antimalware platform',
      'DefinitionUpdates',
      'Unspecified',
    ),
  ];
}

/** Article numbers grow by some 1,560 a month; KB5034441 is of January 2024. */
function articleNumber(date, release, slot) {
  const months = (date.getUTCFullYear() - 2024) * 12 + date.getUTCMonth();
  return (
    5034441 +
    months * 1560 +
    slot * 190 +
    randomOf('article', months, release, slot).between(0, 189)
  );
}

function articles(kind, release, start, count) {
  const random = randomOf(kind, release);
  const numbers = new Set();
  while (numbers.size < count) numbers.add(random.between(2305420, 5030000));
  return [...numbers].map((number) => nameless(`KB${number}`, random.between(30, 400)));
}
