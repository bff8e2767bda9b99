import { randomOf } from '../random.js';

const DAY = 24 * 60 * 60;
/** How many days before a node installs what is missing, with their shares of the fleet. */
const CADENCES = [
  [1, 15],
  [3, 25],
  [7, 35],
  [30, 25],
];
/** In each period, some nodes stop scanning for a while. */
const PERIOD_DAYS = 40;
const OUTAGE_SHARE = 0.06;
/** An installation ends this long before the scan of its day. */
const INSTALL_SECONDS = 2 * 60 * 60;

/**
 * When a node is scanned and patched after the start of the fleet. Day 1 begins at the start.
 * @param {{ seed: number, start: Date, scanShare: number }} fleet
 * @param {{ key: string | number, arrivedOn: number }} node
 */
export function timelineOf({ seed, start, scanShare }, { key, arrivedOn }) {
  const random = randomOf('timeline', seed, key);
  const startedAt = start.getTime() / 1000;
  const hour = random.between(0, DAY - 1) + random.between(0, 999) / 1000;
  const cadence = random.weighted(CADENCES);
  const phase = random.between(0, cadence - 1);

  /** The time of the scan of a day, whether or not there is one; epoch seconds. */
  function scanTime(day) {
    return Math.round((startedAt + (day - 1) * DAY + hour) * 1000) / 1000;
  }

  /** Why a node is not scanned on a day. */
  function outage(day) {
    const period = Math.floor((day - 1) / PERIOD_DAYS);
    return [period, period - 1]
      .flatMap((one) => outageIn(one, { seed, key }) ?? [])
      .find(({ begins, ends }) => arrivedOn < begins && begins <= day && day < ends);
  }

  function isScanned(day) {
    return randomOf('scan', seed, key, day).chance(scanShare) && outage(day) === undefined;
  }

  return {
    scanTime,
    outage,
    /** The day of the latest scan up to a day; 0 if there was none after the start. */
    latestScan(day) {
      for (let at = day; at > arrivedOn; at -= 1) if (isScanned(at)) return at;
      return 0;
    },
    /** The first day, not before another one, on which the node installs what is missing. */
    installDay(from) {
      const first = Math.max(from, arrivedOn + 1);
      return first + ((cadence - ((first + phase) % cadence)) % cadence);
    },
    installTime: (day) => scanTime(day) - INSTALL_SECONDS,
    /** The first day whose installation and scan come after a time. */
    dayAfter(time) {
      return Math.max(1, Math.ceil((time + INSTALL_SECONDS - startedAt - hour) / DAY) + 1);
    },
  };
}

function outageIn(period, { seed, key }) {
  if (period < 0) return undefined;
  const random = randomOf('outage', seed, key, period);
  if (!random.chance(OUTAGE_SHARE)) return undefined;
  const begins = period * PERIOD_DAYS + random.between(1, PERIOD_DAYS);
  return { begins, ends: begins + random.between(4, 30), isOffline: random.chance(0.5) };
}
